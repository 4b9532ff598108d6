package io.quittance.sequences;

import static io.quittance.call.RefusalReason.ALREADY_EFFECTIVE;
import static io.quittance.call.RefusalReason.BILLING_ITEM_ALREADY_CANCELED;
import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_REQUESTED;
import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_SCHEDULED;
import static io.quittance.call.RefusalReason.CANCELLATION_SUPERSEDED;
import static io.quittance.call.RefusalReason.ITEM_HAS_DEPENDENTS;
import static io.quittance.call.RefusalReason.ITEM_NOT_CANCELABLE;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How billing items end, by docs/rules.md: an item ends by the earliest of all that are to end it. */
final class ItemEnds {

    private final World world;

    ItemEnds(World world) {
        this.world = world;
    }

    /** How an item is to end. */
    record EndWish(ExpectedItem item, boolean atOnce, boolean associated) {}

    /** What its end would be. */
    record Planned(
            ExpectedItem item, ExpectedEnd.EndTime when, Set<ExpectedItem> ending, List<ExpectedEnd> superseded) {

        boolean isAtOnce() {
            return when.timing().equals("IMMEDIATE");
        }
    }

    /** All that may go along: children always, and what is associated if that is asked for. */
    Set<ExpectedItem> reached(EndWish wish) {
        var roots = new LinkedHashSet<>(List.of(wish.item()));
        if (wish.associated()) {
            wish.item().associated.stream().filter(item -> item.ended == null).forEach(roots::add);
        }
        return withChildren(roots);
    }

    private Set<ExpectedItem> withChildren(Collection<ExpectedItem> roots) {
        var reached = new LinkedHashSet<>(roots);
        for (int before = -1; before < reached.size(); ) {
            before = reached.size();
            world.items.values().stream()
                    .filter(item -> item.ended == null && item.parent != null && reached.contains(item.parent))
                    .toList()
                    .forEach(reached::add);
        }
        return reached;
    }

    ExpectedEnd.EndTime when(EndWish wish) {
        LocalDate today = wish.item().customer.dayOf(world.now);
        if (wish.atOnce()) {
            return new ExpectedEnd.EndTime(
                    "IMMEDIATE", today.plusDays(world.switches.cancelDayUsed ? 1 : 0), world.now);
        }
        int cutOff = wish.item().cutOffDays == null ? world.switches.cutOffDays : wish.item().cutOffDays;
        LocalDate day = wish.item().periods.after(today);
        while (day.minusDays(cutOff).isBefore(today)) {
            day = wish.item().periods.after(day);
        }
        return new ExpectedEnd.EndTime("ANNIVERSARY", day, wish.item().customer.startOf(day));
    }

    /**
     * Plans an end, or finds what stands in the way.
     *
     * @param within the request that the item may stand in
     * @param inTime what ends by others that are planned with it, before or with it
     */
    Planned plan(EndWish wish, @Nullable ExpectedRequest within, Set<ExpectedItem> inTime) {
        ExpectedItem item = wish.item();
        Objection.when(world.hasEnded(item, world.now), BILLING_ITEM_ALREADY_CANCELED);
        ExpectedRequest request = world.requestOf(item);
        Objection.when(request != null && request != within, CANCELLATION_ALREADY_REQUESTED);
        Objection.when(world.endOf(item) != null, CANCELLATION_ALREADY_SCHEDULED);
        ExpectedEnd.EndTime when = when(wish);
        Set<ExpectedItem> reached = reached(wish);
        Set<ExpectedItem> ending = reached.stream()
                .filter(each -> !world.hasEnded(each, when.at()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Objection.when(ending.stream().anyMatch(each -> !each.cancelable), ITEM_NOT_CANCELABLE);
        Objection.when(
                world.items.values().stream()
                        .filter(each -> !reached.contains(each) && !inTime.contains(each))
                        .filter(each -> !world.hasEnded(each, when.at()))
                        .anyMatch(each -> each.dependsOn.stream().anyMatch(ending::contains)),
                ITEM_HAS_DEPENDENTS);
        return new Planned(item, when, ending, superseded(reached, ending, null));
    }

    Planned plan(EndWish wish) {
        return plan(wish, null, Set.of());
    }

    /** Those that give way because all that they cover ends earlier. */
    private List<ExpectedEnd> superseded(
            Set<ExpectedItem> reached, Set<ExpectedItem> ending, @Nullable ExpectedEnd due) {
        return reached.stream()
                .map(world::endOf)
                .filter(end -> end != null && end != due && end.isWaiting() && ending.containsAll(end.covers))
                .distinct()
                .toList();
    }

    /** Opens what is planned, and carries it out where nothing is to be waited for. */
    ExpectedEnd open(Planned planned) {
        ExpectedEnd end = world.open(
                new ExpectedEnd.EndSubject("BILLING_ITEM", planned.item().id, planned.item().customer), planned.when());
        end.covers.addAll(planned.ending());
        giveWay(planned.superseded(), end);
        return end;
    }

    /** Ends what it covers and nothing else ends before. */
    void carryOut(ExpectedEnd end) {
        List<ExpectedItem> ended =
                end.covers.stream().filter(item -> world.endOf(item) == end).toList();
        ended.forEach(item -> item.ended = end);
        end.state = "EFFECTIVE";
        end.parked = false;
    }

    /** Carries one out that is due, with the children that have come since. */
    void carryOutDue(ExpectedEnd due) {
        Set<ExpectedItem> reached = withChildren(due.covers.stream()
                .filter(item -> world.endOf(item) == due && item.ended == null)
                .toList());
        Set<ExpectedItem> ending = reached.stream()
                .filter(item -> !world.hasEnded(item, due.at) || world.endOf(item) == due)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<ExpectedEnd> superseded = superseded(reached, ending, due);
        due.covers.addAll(ending);
        giveWay(superseded, due);
        carryOut(due);
    }

    private static void giveWay(Collection<ExpectedEnd> superseded, ExpectedEnd by) {
        superseded.forEach(end -> {
            end.state = "SUPERSEDED";
            end.supersededBy = by;
        });
    }

    /** Takes an end back; what gave way to it waits again. */
    void takeBack(ExpectedEnd end) {
        end.state = "UNDONE";
        end.parked = false;
        world.ends.stream().filter(other -> other.supersededBy == end).forEach(other -> {
            other.state = "SCHEDULED";
            other.supersededBy = null;
        });
    }

    /** What an undo of any end does. */
    Runnable undo(ExpectedEnd end) {
        String state = end.state(world.now);
        Objection.when(state.equals("EFFECTIVE"), ALREADY_EFFECTIVE);
        Objection.when(state.equals("SUPERSEDED"), CANCELLATION_SUPERSEDED);
        return state.equals("UNDONE")
                ? Decision.NOTHING
                : () -> {
                    List<ExpectedEnd> restored = world.ends.stream()
                            .filter(other -> other.supersededBy == end)
                            .toList();
                    takeBack(end);
                    new ExpectedLeaving(world).undo(end);
                    restored.forEach(ExpectedLeaving::giveBack);
                };
    }

    /** Ends all items of a customer with its account. */
    void endAll(Customer customer, LocalDate on) {
        Instant at = world.now;
        List<ExpectedItem> running = world.items.values().stream()
                .filter(item -> item.customer == customer && !world.hasEnded(item, at))
                .toList();
        Set<ExpectedItem> roots = new HashSet<>(running);
        roots.removeIf(item -> item.parent != null && running.contains(item.parent));
        running.stream().filter(roots::contains).forEach(root -> {
            Set<ExpectedItem> family = new LinkedHashSet<>(List.of(root));
            running.forEach(item -> {
                for (ExpectedItem up = item; up != null && running.contains(up); up = up.parent) {
                    if (up == root) {
                        family.add(item);
                    }
                }
            });
            carryOut(open(new Planned(root, new ExpectedEnd.EndTime("IMMEDIATE", on, at), family, List.of())));
        });
    }
}
