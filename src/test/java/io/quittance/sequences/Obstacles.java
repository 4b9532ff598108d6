package io.quittance.sequences;

import static io.quittance.call.RefusalReason.SERVICES_NOT_REMOVABLE;

import io.quittance.sequences.Condition.Thing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All that stands in the way of services that are to leave a subscription that goes on. */
final class Obstacles {

    private final World world;
    private final List<ExpectedService> going;
    private final List<Obstacle> all = new ArrayList<>();

    /**
     * One of them.
     *
     * @param told its code, and the id that it is about
     * @param until first day on which it does not stand in the way any more; null where no day helps
     */
    record Obstacle(String told, @Nullable LocalDate until) {}

    Obstacles(World world, ExpectedSubscription contract, List<ExpectedService> going, ExpectedEnd.EndTime when) {
        this.world = world;
        this.going = going;
        add(!contract.customer.receivableActive, "RECEIVABLE_NOT_ACTIVE");
        add(contract.definition != null && !contract.definition.removable(), "DEFINITION_KEEPS_SERVICES");
        List<ExpectedService> others = contract.services.stream()
                .filter(service -> !going.contains(service) && !service.hasEnded(when.at()))
                .toList();
        stay(contract, others);
        others.stream()
                .filter(other -> other.end != null)
                .map(other -> others.stream()
                        .filter(service -> !service.hasEnded(Objects.requireNonNull(other.end).at))
                        .toList())
                .forEach(later -> stay(contract, later));
        going.forEach(service -> add(service.standing.equals("ORDERED"), "SERVICE_NOT_PROVIDED " + service.id));
    }

    private void add(boolean stands, String told) {
        if (stands) {
            all.add(new Obstacle(told, null));
        }
    }

    /** What others need that stay, then or when one more of them ends. */
    private void stay(ExpectedSubscription contract, List<ExpectedService> staying) {
        if (contract.definition != null) {
            definition(contract.definition, staying);
        }
        world.conditions.forEach(condition -> condition(condition, staying));
    }

    private void definition(Condition.Definition definition, List<ExpectedService> staying) {
        if (staying.isEmpty()) {
            return;
        }
        add(staying.size() < definition.least(), "DEFINITION_NEEDS_MORE_SERVICES");
        definition
                .mandatory()
                .forEach(mandatory -> add(
                        going.stream().anyMatch(each -> mandatory.equals(each.ofClass))
                                && staying.stream().noneMatch(each -> mandatory.equals(each.ofClass)),
                        "DEFINITION_NEEDS_CLASS"));
    }

    private void condition(Condition condition, List<ExpectedService> staying) {
        boolean ofServices = condition.isOf("SERVICE");
        String code =
                (ofServices ? "SERVICE_" : "INSTALLED_ITEM_") + (condition.needs() == null ? "RESTRICTED" : "NEEDED");
        condition
                .kept(
                        ofServices ? services(going) : installed(going),
                        ofServices ? services(staying) : installed(staying))
                .forEach(thing -> add(true, code + " " + thing.id()));
    }

    private static List<Thing> services(Collection<ExpectedService> some) {
        return some.stream()
                .map(each -> new Thing(each.id, each.ofClass, each.distributor))
                .toList();
    }

    private static List<Thing> installed(Collection<ExpectedService> some) {
        return some.stream()
                .flatMap(each -> each.stillInstalled().stream())
                .map(item -> new Thing(item.id, item.ofClass, item.distributor))
                .toList();
    }

    Obstacles and(Collection<Obstacle> more) {
        all.addAll(more);
        return this;
    }

    void mustBeNone() {
        if (!all.isEmpty()) {
            var told = new TreeSet<String>();
            all.forEach(each -> told.add(each.told()));
            throw new Objection(SERVICES_NOT_REMOVABLE, told);
        }
    }
}
