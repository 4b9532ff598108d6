package io.quittance.sequences;

import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_SCHEDULED;
import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.SERVICE_ALREADY_REMOVED;
import static io.quittance.call.RefusalReason.SERVICE_NOT_FOUND;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_ALREADY_ENDED;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_EXPIRED;

import io.quittance.sequences.ExpectedEnd.Choice;
import io.quittance.sequences.ExpectedEnd.EndTime;
import io.quittance.sequences.Settling.ExpectedCharge;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How services leave a subscription that goes on, by docs/rules.md. */
final class Removing {

    private final World world;
    private final Settling settling;
    private final ExpectedLeaving leaving;

    Removing(World world) {
        this.world = world;
        this.settling = new Settling(world);
        this.leaving = new ExpectedLeaving(world);
    }

    /**
     * Which services are meant.
     *
     * @param all whether all that have not ended are, and not some
     * @param known whether the subscription has all of them
     */
    record Selection(boolean all, List<ExpectedService> some, boolean known) {}

    Runnable remove(
            ExpectedSubscription contract, Selection selection, ContractEnds.Asked asked, Choice choice, Person by) {
        LocalDate today = contract.customer.dayOf(world.now);
        String state = contract.stateOn(today);
        boolean ended = world.hasEnded(contract, world.now);
        Objection.when(!selection.known(), SERVICE_NOT_FOUND);
        Objection.when(
                by.isCustomer() && (!world.switches.selfService || (!ended && state.equals("EXPIRED"))),
                SELF_SERVICE_NOT_ALLOWED);
        Objection.when(ended, SUBSCRIPTION_ALREADY_ENDED);
        Objection.when(world.endOf(contract) != null, CANCELLATION_ALREADY_SCHEDULED);
        List<ExpectedService> services = selected(contract, selection);
        Objection.when(state.equals("EXPIRED"), SUBSCRIPTION_EXPIRED);
        EndTime when = new ContractEnds(world).when(contract, asked, today, by);
        LocalDate from = asked.on() != null && asked.on().isBefore(today) ? asked.on() : today;
        new Obstacles(world, contract, services, when)
                .and(billed(contract, services, from, when, choice))
                .mustBeNone();
        Settling.Settled settled = settling.of(charge(contract, services, from), when, choice, by.role());
        return () -> {
            ExpectedEnd end = world.open(new ExpectedEnd.EndSubject("SERVICES", contract.id, contract.customer), when);
            end.choice = settled.agreed();
            end.removes.addAll(services);
            leaving.schedule(contract, services, end, false);
            if (!when.at().isAfter(world.now)) {
                finish(contract, services, settled, end, by.subject());
            }
        };
    }

    private List<ExpectedService> selected(ExpectedSubscription contract, Selection selection) {
        List<ExpectedService> meant = selection.all() ? contract.services : selection.some();
        List<ExpectedService> left =
                meant.stream().filter(service -> !service.hasEnded(world.now)).toList();
        Objection.when(left.isEmpty() || (!selection.all() && left.size() < meant.size()), SERVICE_ALREADY_REMOVED);
        Objection.when(left.stream().anyMatch(service -> service.end != null), CANCELLATION_ALREADY_SCHEDULED);
        return left;
    }

    /** Days that are billed already, where nothing could go back and nobody has said that it is given up. */
    private List<Obstacles.Obstacle> billed(
            ExpectedSubscription contract,
            List<ExpectedService> services,
            LocalDate from,
            EndTime when,
            Choice choice) {
        boolean later = when.at().isAfter(world.now);
        if (!later || world.switches.allowRefund || choice.mode() != null) {
            return List.of();
        }
        return services.stream()
                .map(service -> billedUntil(contract, service, from))
                .filter(Objects::nonNull)
                .filter(obstacle -> when.on().isBefore(obstacle.until()))
                .toList();
    }

    private Obstacles.@Nullable Obstacle billedUntil(
            ExpectedSubscription contract, ExpectedService service, LocalDate from) {
        return open(contract, List.of(service), from).stream()
                .map(line -> line.until)
                .max(LocalDate::compareTo)
                .map(until -> new Obstacles.Obstacle("BILLED_WITHOUT_REFUND " + service.id, until))
                .orElse(null);
    }

    private List<ExpectedLine> open(
            ExpectedSubscription contract, Collection<ExpectedService> services, LocalDate from) {
        return world.linesOf(contract).stream()
                .filter(line -> line.service != null && services.contains(line.service))
                .filter(line -> line.until.isAfter(from) && !line.daysCredited)
                .toList();
    }

    private ExpectedCharge charge(ExpectedSubscription contract, Collection<ExpectedService> services, LocalDate from) {
        return new ExpectedCharge(contract.customer, List.of(contract), open(contract, services, from));
    }

    private void finish(
            ExpectedSubscription contract,
            List<ExpectedService> services,
            Settling.Settled settled,
            ExpectedEnd end,
            String maker) {
        settling.book(settled, contract.customer, end, maker);
        leaving.finish(contract, services, end);
        end.state = "EFFECTIVE";
        end.parked = false;
    }

    /** Carries one out that is due, by what is paid now; what forbids that now leaves it to somebody. */
    void carryOutDue(ExpectedEnd due) {
        ExpectedSubscription contract = Objects.requireNonNull(world.contracts.get(due.subject));
        List<ExpectedService> services = contract.services.stream()
                .filter(service -> service.isProvided() && service.end == due)
                .toList();
        try {
            Settling.Settled settled = ContractEnds.WITHOUT_MONEY.contains(
                            ContractEnds.begun(contract, due.customer.dayOf(due.askedAt), due.on))
                    ? Settling.Settled.NOTHING
                    : settling.due(
                            charge(contract, services, due.on), new EndTime(due.timing, due.on, due.at), due.choice);
            leaving.schedule(contract, services, due, false);
            finish(contract, services, settled, due, Person.SYSTEM.subject());
        } catch (Objection objection) {
            due.parked = true;
        }
    }
}
