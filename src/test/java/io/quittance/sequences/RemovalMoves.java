package io.quittance.sequences;

import static io.quittance.call.RefusalReason.SUBSCRIPTION_NOT_FOUND;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.sequences.ExpectedEnd.Choice;
import io.quittance.sequences.Removing.Selection;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that take services out of subscriptions. */
final class RemovalMoves {

    private RemovalMoves() {}

    static @Nullable PlayedCommand remove(World world, Chance chance) {
        ExpectedSubscription contract = Moves.mostly(
                chance,
                world.contracts.values(),
                each -> world.endOf(each) == null && each.services.stream().anyMatch(service -> service.end == null));
        if (contract == null) {
            return null;
        }
        Person by = Moves.somebody(world, chance, contract.customer);
        Choice choice = ContractMoves.choice(world, chance, contract.customer, by);
        Moves.Given given = Moves.reason(chance, by);
        ObjectNode body = PlayedCommand.object().put("subscriptionId", contract.id);
        Selection selection = selection(chance, contract, body);
        ContractEnds.Asked asked = asked(chance, contract.customer.dayOf(world.now), body);
        ContractMoves.choose(body, choice);
        body.set("reason", given.reason());
        return new PlayedCommand(
                "remove-services",
                by,
                body,
                PlayedCommand.EVERYBODY,
                "preview-service-removal",
                () -> {
                    by.mustSee(contract.customer, SUBSCRIPTION_NOT_FOUND);
                    return new Removing(world).remove(contract, selection, asked, choice, by);
                },
                given.lacks());
    }

    /** Mostly some that run; seldom others, or one that nobody knows. */
    private static Selection selection(Chance chance, ExpectedSubscription contract, ObjectNode body) {
        if (contract.services.isEmpty() || chance.oneIn(4)) {
            body.put("all", true);
            return new Selection(true, List.of(), true);
        }
        List<ExpectedService> free = contract.services.stream()
                .filter(service -> service.end == null || chance.oneIn(12))
                .toList();
        List<ExpectedService> drawn = (free.isEmpty() ? contract.services : free)
                .stream().filter(service -> chance.oneIn(2)).toList();
        List<ExpectedService> some =
                drawn.isEmpty() ? List.of(chance.of(free.isEmpty() ? contract.services : free)) : drawn;
        boolean known = !chance.oneIn(30);
        ArrayNode ids = body.putArray("serviceIds");
        some.forEach(service -> ids.add(service.id));
        if (!known) {
            ids.add(Moves.NOBODY);
        }
        return new Selection(false, some, known);
    }

    private static ContractEnds.Asked asked(Chance chance, LocalDate today, ObjectNode body) {
        switch (chance.below(5)) {
            case 0 -> {
                LocalDate on = today.plusDays(chance.of(-40L, -5L, 0L, 1L, 10L, 31L, 100L));
                body.put("effectiveOn", on.toString());
                return new ContractEnds.Asked("ON_DATE", on, null);
            }
            case 1, 2 -> {
                int days = chance.of(0, 1, 7, 30);
                body.put("afterDays", days);
                return days == 0
                        ? new ContractEnds.Asked("IMMEDIATE", null, null)
                        : new ContractEnds.Asked("AFTER_DAYS", null, days);
            }
            default -> {
                return new ContractEnds.Asked("IMMEDIATE", null, null);
            }
        }
    }
}
