package io.quittance.sequences;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Services by chance, with what hangs on them and what keeps them. */
final class Provisions {

    private static final List<String> CLASSES = List.of("line", "line", "box", "tv");
    private static final List<String> DISTRIBUTORS = List.of("north", "south");

    private final Chance chance;

    Provisions(Chance chance) {
        this.chance = chance;
    }

    /** What keeps services, for all of a world. */
    void rules(World world, ServiceRecords records) {
        DISTRIBUTORS.forEach(records::distributor);
        int conditions = chance.of(0, 0, 0, 0, 1, 2);
        for (int i = 1; i <= conditions; i++) {
            var condition = new Condition(
                    "c" + i,
                    chance.of("SERVICE", "INSTALLED_ITEM"),
                    chance.of(CLASSES),
                    chance.oneIn(2) ? null : chance.of(CLASSES),
                    chance.oneIn(2) ? null : chance.of(DISTRIBUTORS));
            world.conditions.add(condition);
            records.condition(condition);
        }
    }

    Condition.@Nullable Definition definition(String id) {
        return chance.oneIn(4)
                ? new Condition.Definition(
                        id,
                        !chance.oneIn(5),
                        chance.of(0, 1, 2),
                        chance.oneIn(2) ? List.of() : List.of(chance.of(CLASSES)))
                : null;
    }

    /** A service with what is installed for it. */
    ExpectedService service(ExpectedSubscription contract, String id) {
        var service = new ExpectedService(id, contract);
        service.standing = chance.oneIn(15)
                ? "ORDERED"
                : chance.of(
                        "EFFECTIVE", "NOT_EFFECTIVE", "IN_RESTING", "SHORT_TERM_EFFECTIVE", "SHORT_TERM_NOT_EFFECTIVE");
        service.ofClass = chance.oneIn(4) ? null : chance.of(CLASSES);
        service.distributor = chance.oneIn(2) ? null : chance.of(DISTRIBUTORS);
        int items = chance.of(0, 0, 1, 2);
        for (int i = 1; i <= items; i++) {
            service.installed.add(installed(id + "-e" + i));
        }
        return service;
    }

    ExpectedService.ExpectedInstalled installed(String id) {
        return new ExpectedService.ExpectedInstalled(
                id, chance.of(CLASSES), chance.oneIn(2) ? null : chance.of(DISTRIBUTORS));
    }

    List<ExpectedAction> actions(ExpectedSubscription contract, LocalDate today) {
        var actions = new ArrayList<ExpectedAction>();
        int count = chance.of(0, 0, 1, 2);
        for (int i = 1; i <= count; i++) {
            actions.add(action(contract, contract.id + "-m" + i, today));
        }
        return actions;
    }

    ExpectedAction action(ExpectedSubscription contract, String id, LocalDate today) {
        ExpectedService service = chance.oneIn(4) ? null : chance.ofAny(contract.services);
        return new ExpectedAction(id, service, today.plusDays(chance.of(-3L, 0L, 1L, 7L, 15L, 40L, 200L)));
    }
}
