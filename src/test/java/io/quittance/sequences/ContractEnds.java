package io.quittance.sequences;

import static io.quittance.call.RefusalReason.CANCELLATION_ALREADY_SCHEDULED;
import static io.quittance.call.RefusalReason.EFFECTIVE_DATE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_ALREADY_ENDED;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_EXPIRED;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_HAS_NO_TERM;

import io.quittance.call.Role;
import io.quittance.sequences.ExpectedEnd.Choice;
import io.quittance.sequences.ExpectedEnd.EndTime;
import io.quittance.sequences.Settling.ExpectedCharge;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How subscriptions end, by docs/rules.md. */
final class ContractEnds {

    static final Set<String> WITHOUT_MONEY = Set.of("EXPIRED");

    private final World world;
    private final Settling settling;
    private final ExpectedLeaving leaving;

    ContractEnds(World world) {
        this.world = world;
        this.settling = new Settling(world);
        this.leaving = new ExpectedLeaving(world);
    }

    /** When it is asked to end. */
    record Asked(
            String timing, @Nullable LocalDate on, @Nullable Integer afterDays) {}

    Runnable terminate(ExpectedSubscription contract, Asked asked, Choice choice, Person by) {
        LocalDate today = contract.customer.dayOf(world.now);
        String state = contract.stateOn(today);
        boolean ended = world.hasEnded(contract, world.now);
        Objection.when(
                by.isCustomer() && (!world.switches.selfService || (!ended && state.equals("EXPIRED"))),
                SELF_SERVICE_NOT_ALLOWED);
        Objection.when(ended, SUBSCRIPTION_ALREADY_ENDED);
        Objection.when(world.endOf(contract) != null, CANCELLATION_ALREADY_SCHEDULED);
        Objection.when(state.equals("EXPIRED") && today.isBefore(endsByItselfOn(contract)), SUBSCRIPTION_EXPIRED);
        EndTime when = state.equals("EXPIRED") ? atOnce(today) : when(contract, asked, today, by);
        LocalDate from = asked.on() != null && asked.on().isBefore(today) ? asked.on() : today;
        String begun = begun(contract, today, when.on());
        Settling.Settled settled = WITHOUT_MONEY.contains(begun)
                ? Settling.Settled.NOTHING
                : settling.of(
                        ExpectedCharge.of(world, contract.customer, List.of(contract), from, null, when.at()),
                        when,
                        choice,
                        by.role());
        return () -> {
            ExpectedEnd end = open(contract, when);
            end.choice = settled.agreed();
            if (!when.at().isAfter(world.now)) {
                settling.book(settled, contract.customer, end, by.subject());
                finish(contract, end, begun);
            }
        };
    }

    /** Its state on the day of asking; what will have begun by the end ends as what has begun. */
    static String begun(ExpectedSubscription contract, LocalDate asked, LocalDate on) {
        return contract.stateOn(
                asked.isBefore(contract.startsOn) && on.isAfter(contract.startsOn) ? contract.startsOn : asked);
    }

    private EndTime atOnce(LocalDate today) {
        return new EndTime("IMMEDIATE", today.plusDays(world.switches.cancelDayUsed ? 1 : 0), world.now);
    }

    EndTime when(ExpectedSubscription contract, Asked asked, LocalDate today, Person by) {
        LocalDate term = contract.expiresOn;
        return switch (asked.timing()) {
            case "END_OF_PERIOD" -> {
                LocalDate next = contract.periods.after(today);
                yield on(contract, asked.timing(), term != null && term.isBefore(next) ? term : next, today);
            }
            case "END_OF_TERM" -> {
                Objection.when(term == null, SUBSCRIPTION_HAS_NO_TERM);
                yield on(contract, asked.timing(), Objects.requireNonNull(term), today);
            }
            case "ON_DATE", "AFTER_DAYS" -> {
                LocalDate day =
                        asked.on() == null ? today.plusDays(Objects.requireNonNull(asked.afterDays())) : asked.on();
                LocalDate back = by.isCustomer() ? today : today.minusDays(world.switches.backDatingDays);
                LocalDate begun = contract.startsOn.isBefore(today) ? contract.startsOn : today;
                Objection.when(
                        day.isBefore(back)
                                || (!by.isCustomer() && day.isBefore(begun))
                                || (term != null && day.isAfter(term)),
                        EFFECTIVE_DATE_NOT_ALLOWED);
                yield on(contract, asked.timing(), day, today);
            }
            default -> atOnce(today);
        };
    }

    private EndTime on(ExpectedSubscription contract, String timing, LocalDate day, LocalDate today) {
        return new EndTime(timing, day, day.equals(today) ? world.now : contract.customer.startOf(day));
    }

    LocalDate endsByItselfOn(ExpectedSubscription contract) {
        return Objects.requireNonNull(contract.expiresOn).plusDays(world.switches.expiryDays);
    }

    ExpectedEnd open(ExpectedSubscription contract, EndTime when) {
        ExpectedEnd end = world.open(new ExpectedEnd.EndSubject("SUBSCRIPTION", contract.id, contract.customer), when);
        leaving.supersedeLater(contract, end);
        leaving.schedule(contract, ExpectedLeaving.takenBy(null, contract, end.at), end, true);
        return end;
    }

    void finish(ExpectedSubscription contract, ExpectedEnd end, String state) {
        contract.ended = end;
        contract.neverBegan = state.equals("FUTURE");
        List<ExpectedService> taken = ExpectedLeaving.takenBy(end, contract, end.at);
        leaving.supersedeLater(contract, end);
        leaving.schedule(contract, taken, end, true);
        leaving.finish(contract, taken, end);
        end.state = "EFFECTIVE";
        end.parked = false;
    }

    /** Carries one out that is due, by what is paid now; what forbids that now leaves it to somebody. */
    void carryOutDue(ExpectedEnd due) {
        ExpectedSubscription contract = Objects.requireNonNull(world.contracts.get(due.subject));
        String state = begun(contract, due.customer.dayOf(due.askedAt), due.on);
        try {
            Settling.Settled settled = WITHOUT_MONEY.contains(state)
                    ? Settling.Settled.NOTHING
                    : settling.due(
                            ExpectedCharge.of(world, due.customer, List.of(contract), due.on, due, due.at),
                            new EndTime(due.timing, due.on, due.at),
                            due.choice);
            settling.book(settled, contract.customer, due, Person.SYSTEM.subject());
            finish(contract, due, state);
        } catch (Objection objection) {
            due.parked = true;
        }
    }

    /** Those that have expired long enough ago end now, without money. */
    void openExpired() {
        world.contracts.values().stream()
                .filter(contract -> contract.expiresOn != null && world.endOf(contract) == null)
                .filter(contract -> !contract.customer.dayOf(world.now).isBefore(endsByItselfOn(contract)))
                .forEach(contract -> {
                    LocalDate today = contract.customer.dayOf(world.now);
                    ExpectedEnd end = open(contract, new EndTime("EXPIRY", today, world.now));
                    end.choice = new Choice("NONE", null, null);
                });
    }

    /** The settlement of all that end with their account, and those that end. */
    record All(Settling.Settled settled, List<ExpectedSubscription> running) {}

    All all(Customer customer, LocalDate on, Choice choice, Role role) {
        LocalDate today = customer.dayOf(world.now);
        List<ExpectedSubscription> running = world.contracts.values().stream()
                .filter(contract -> contract.customer == customer && !world.hasEnded(contract, world.now))
                .toList();
        return new All(
                settling.of(
                        ExpectedCharge.of(
                                world,
                                customer,
                                running.stream()
                                        .filter(contract -> !WITHOUT_MONEY.contains(contract.stateOn(today)))
                                        .toList(),
                                today,
                                null,
                                world.now),
                        new EndTime("IMMEDIATE", on, world.now),
                        choice,
                        role),
                running);
    }

    void endAll(All all, LocalDate on, ExpectedEnd closure, String maker) {
        settling.book(all.settled(), closure.customer, closure, maker);
        all.running().forEach(contract -> {
            ExpectedEnd end = open(contract, new EndTime("IMMEDIATE", on, world.now));
            finish(contract, end, contract.stateOn(contract.customer.dayOf(world.now)));
        });
    }
}
