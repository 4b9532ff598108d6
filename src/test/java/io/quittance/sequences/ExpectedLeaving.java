package io.quittance.sequences;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What ends with services, by whichever door they leave, and what comes back when that is undone. */
final class ExpectedLeaving {

    private final World world;

    ExpectedLeaving(World world) {
        this.world = world;
    }

    /** Those that an end takes: what has ended by another one until then, carried out or not, is left to that. */
    static List<ExpectedService> takenBy(@Nullable ExpectedEnd own, ExpectedSubscription contract, Instant at) {
        return contract.services.stream()
                .filter(service ->
                        service.isProvided() && ((own != null && service.end == own) || !service.hasEnded(at)))
                .toList();
    }

    /** Lets an end have services and what hangs on them; later actions are dropped as soon as it is asked for. */
    void schedule(ExpectedSubscription contract, Collection<ExpectedService> services, ExpectedEnd end, boolean whole) {
        services.forEach(service -> {
            service.end = end;
            service.stillInstalled().forEach(item -> item.end = end);
        });
        contract.actions.stream()
                .filter(action -> action.droppedBy == null && !action.on.isBefore(end.on))
                .filter(action -> whole || services.contains(action.service))
                .forEach(action -> action.droppedBy = end);
    }

    /** Ends them; who distributes nothing of the subscription any more is released. */
    void finish(ExpectedSubscription contract, Collection<ExpectedService> services, ExpectedEnd end) {
        Set<String> released = distributors(services);
        released.removeAll(distributors(contract.services.stream()
                .filter(service -> !services.contains(service) && !service.hasEnded(end.at))
                .toList()));
        released.forEach(each -> world.released.add(List.of(each, contract.id, end)));
        services.forEach(service -> {
            service.state = "CANCELED";
            service.stillInstalled().forEach(item -> item.removed = true);
        });
    }

    private static Set<String> distributors(Collection<ExpectedService> services) {
        var some = new TreeSet<String>();
        services.forEach(service -> {
            if (service.distributor != null) {
                some.add(service.distributor);
            }
            service.stillInstalled().forEach(item -> {
                if (item.distributor != null) {
                    some.add(item.distributor);
                }
            });
        });
        return some;
    }

    /** Removals that would come after an end of the whole give way to it. */
    void supersedeLater(ExpectedSubscription contract, ExpectedEnd end) {
        world.ends.stream()
                .filter(other -> other.kind.equals("SERVICES") && other.subject.equals(contract.id))
                .filter(other -> other.isWaiting() && other.at.isAfter(end.at))
                .forEach(other -> {
                    other.state = "SUPERSEDED";
                    other.supersededBy = end;
                });
    }

    /** Puts back what an end has of a subscription; a later end of the whole has it then, or those that had given way. */
    void undo(ExpectedEnd end) {
        ExpectedSubscription contract = world.contracts.get(end.subject);
        if (contract == null || end.kind.equals("BILLING_ITEM")) {
            return;
        }
        ExpectedEnd next = end.kind.equals("SERVICES") ? world.endOf(contract) : null;
        contract.services.forEach(service -> {
            service.end = service.isProvided() && service.end == end ? next : service.end;
            service.stillInstalled().forEach(item -> item.end = item.end == end ? next : item.end);
        });
        contract.actions.stream()
                .filter(action -> action.droppedBy == end)
                .forEach(action -> action.droppedBy = next == null || action.on.isBefore(next.on) ? null : next);
    }

    /** Gives its services back to a removal that had given way. */
    static void giveBack(ExpectedEnd removal) {
        removal.removes.stream().filter(ExpectedService::isProvided).forEach(service -> {
            service.end = removal;
            service.stillInstalled().forEach(item -> item.end = removal);
        });
    }

    /** Lines of services that end by an earlier removal, which settles them, or has. */
    static Set<ExpectedLine> settledElsewhere(
            World world, ExpectedSubscription contract, @Nullable ExpectedEnd own, Instant at) {
        List<ExpectedService> taken = takenBy(own, contract, at);
        var lines = new HashSet<ExpectedLine>();
        world.linesOf(contract).stream()
                .filter(line -> line.service != null && line.service.end != null && !taken.contains(line.service))
                .forEach(lines::add);
        return lines;
    }
}
