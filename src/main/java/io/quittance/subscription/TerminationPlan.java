package io.quittance.subscription;

import io.quittance.cancellation.ReasonCatalogue;
import io.quittance.desk.Asked;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.edge.Role;
import io.quittance.persistence.Account;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.SubscriptionState;
import io.quittance.persistence.Timing;
import io.quittance.refund.Consequences;
import io.quittance.refund.Payout;
import io.quittance.refund.RefundMode;
import io.quittance.subscription.EndDayRule.EndDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What the termination of a subscription will do. All amounts are in the account's currency and with tax, where they are
 * not said to be net.
 *
 * @param state of the subscription when it was asked for
 * @param effectiveOn first day not used
 * @param lastDayUsed the day before
 * @param effectiveAt when that day begins for the account; absent where it ends as soon as the command commits
 * @param services that end with it, by their ids
 * @param lines each invoice line of which something is left
 * @param invoiced all that was billed on those lines; it is what is kept and what is credited, now and earlier
 * @param offset what was never paid and need not be any more
 * @param refundMode how it is settled
 * @param payout what goes back
 * @param consequences what follows from the reason; absent where nothing does
 */
public record TerminationPlan(
        String subscriptionId,
        String accountId,
        Timing timing,
        SubscriptionState state,
        LocalDate effectiveOn,
        LocalDate lastDayUsed,
        @Nullable Instant effectiveAt,
        List<String> services,
        List<LineOutcome> lines,
        Money invoiced,
        Money kept,
        Money creditedBefore,
        Money credited,
        Money offset,
        RefundMode refundMode,
        Payout payout,
        @Nullable Consequences consequences,
        List<Warning> warnings,
        List<Effect> effects)
        implements Plan {

    /** Something the caller should know. */
    public record Warning(WarningCode code, String detail) {}

    /** What can be worth a warning. */
    public enum WarningCode {
        /** The subscription has expired long ago, so that no money moves whatever was asked. */
        NO_MONEY_AFTER_EXPIRY,
        /** The subscription has not begun, so that no money moves whatever was asked. */
        NO_MONEY_BEFORE_START,
        /** Something was paid for the days not used, and nothing of it goes back. */
        NOT_REFUNDED,
        /** The credit note says more or less than what was computed. */
        CREDIT_NOTE_DIFFERS,
        /** What will have been paid by then decides; this is what it would be by what is known now. */
        SETTLED_ON_THE_DAY,
        /** It ends with its account, and what goes back is paid for all of it together. */
        SETTLED_WITH_ACCOUNT
    }

    /** Plans an end that somebody asks for, or refuses it. */
    static TerminationPlan of(TerminationRequest request, Termination found, Asked asked) {
        EndDayRule.mustNameItsDay(request);
        Policy policy = found.money().policy();
        Subscription subscription = found.subscription();
        LocalDate today = found.money().account().dayOf(asked.at());
        SubscriptionState state = subscription.state(asked.at(), today);
        CauseRule.mayNameReceipt(request.receivedOn(), found.declared(), asked);
        Consequences.mustHaveBeen(request.receivedOn(), request.choice().consent(), "/refund/consent", today);
        Agreement agreed = request.agreement(found, asked);
        TerminationRule.mayAsk(policy, state, asked);
        CauseRule.mayGive(agreed.cause(), subscription, policy, asked, today);
        TerminationRule.mustRun(subscription, asked.at());
        TerminationRule.mustNotHaveJustExpired(subscription, today, policy);

        EndDay day = state == SubscriptionState.EXPIRED
                ? EndDayRule.ofExpired(found, asked)
                : EndDayRule.of(request, agreed, found, asked);
        var end = new Ending(day.timing(), state, day.on(), day.at(), asked.at(), day.isNow());
        return planned(found, end, agreed, asked.by().role());
    }

    /** The same with a reason that is in the catalogue. */
    static TerminationPlan reasoned(TerminationRequest request, Termination found, Asked asked) {
        TerminationPlan plan = of(request, found, asked);
        ReasonCatalogue.of(found.ownReasons(), asked.by().role()).check(request.reason());
        return plan;
    }

    /** Plans the end of one that has expired long ago. */
    static TerminationPlan expired(Termination found, Asked asked) {
        LocalDate today = found.money().account().dayOf(asked.at());
        var end = new Ending(Timing.EXPIRY, SubscriptionState.EXPIRED, today, asked.at(), asked.at(), false);
        return planned(found, end, Agreement.UNSAID, Role.SYSTEM);
    }

    /**
     * Plans an end with the whole account: whatever was scheduled, however lately it expired.
     *
     * @param all how the money of all that end so is settled
     */
    static TerminationPlan withAccount(Termination found, Settled all, LocalDate effectiveOn, Asked asked) {
        LocalDate today = found.money().account().dayOf(asked.at());
        SubscriptionState state = found.subscription().state(asked.at(), today);
        var end = new Ending(Timing.IMMEDIATE, state, effectiveOn, null, asked.at(), true);
        if (!end.isWithMoney(Agreement.UNSAID)) {
            Settled settled = Settled.withoutMoney(found);
            return planned(found, end, settled, null, warnings(end, settled, Agreement.UNSAID));
        }
        Set<String> own = found.lines().stream().map(line -> line.line().id).collect(Collectors.toSet());
        return planned(
                found,
                end,
                all.only(line -> own.contains(line.lineId())),
                null,
                List.of(new Warning(
                        WarningCode.SETTLED_WITH_ACCOUNT, "What goes back stands on the closure of the account.")));
    }

    /**
     * Plans a scheduled end as of the day that was promised, by what is paid then. It was allowed when it was asked for;
     * what has come in between and forbids to pay is an error for somebody to look at.
     */
    static TerminationPlan due(Cancellation due, Agreement agreed, Termination found) {
        LocalDate then = found.money().account().dayOf(due.requestedAt());
        SubscriptionState state = found.subscription().stateWhileRunning(then);
        var end = new Ending(due.timing(), state, due.effectiveOn(), due.effectiveAt(), due.effectiveAt(), true);
        return planned(found, end, agreed, Role.BILLING_ADMIN);
    }

    /**
     * When and how it ends.
     *
     * @param begins the moment of its day; null where it ends as soon as the command commits
     * @param asked the moment of asking
     * @param now whether it is carried out as it is planned, and not later
     */
    private record Ending(
            Timing timing,
            SubscriptionState state,
            LocalDate on,
            @Nullable Instant begins,
            Instant asked,
            boolean now) {

        Instant at() {
            return Objects.requireNonNullElse(begins, asked);
        }

        /** What was paid for one that has not begun stays where it is, unless the law says that it goes back. */
        boolean isWithMoney(Agreement agreed) {
            return state == SubscriptionState.FUTURE
                    ? agreed.cause().isRefundOwed()
                    : state != SubscriptionState.EXPIRED;
        }
    }

    private static TerminationPlan planned(Termination found, Ending end, Agreement agreed, Role role) {
        Settled settled = end.isWithMoney(agreed)
                ? Settled.of(found, UnusedRule.of(found, agreed.cause(), end.on(), end.at()), agreed, role)
                : Settled.withoutMoney(found);
        return planned(found, end, settled, agreed.consequences(), warnings(end, settled, agreed));
    }

    private static TerminationPlan planned(
            Termination found,
            Ending end,
            Settled settled,
            @Nullable Consequences consequences,
            List<Warning> warnings) {
        Account account = found.money().account();
        String after = !end.now() ? "SCHEDULED" : end.state() == SubscriptionState.FUTURE ? "CANCELED" : "TERMINATED";
        return new TerminationPlan(
                found.subscription().id,
                account.id,
                end.timing(),
                end.state(),
                end.on(),
                end.on().minusDays(1),
                end.begins(),
                found.services().stream().map(service -> service.id).toList(),
                settled.lines(),
                settled.sum(LineOutcome::invoiced),
                settled.sum(LineOutcome::kept),
                settled.sum(LineOutcome::creditedBefore),
                settled.sum(LineOutcome::credit),
                settled.sum(LineOutcome::offset),
                settled.mode(),
                settled.payout(),
                consequences,
                warnings,
                effects(found, after, end.now() ? "CANCELED" : "SCHEDULED", settled));
    }

    private static List<Warning> warnings(Ending end, Settled settled, Agreement agreed) {
        var warnings = new ArrayList<Warning>();
        if (end.state() == SubscriptionState.EXPIRED) {
            warnings.add(new Warning(WarningCode.NO_MONEY_AFTER_EXPIRY, "It has expired; nothing is refunded."));
        }
        if (end.state() == SubscriptionState.FUTURE && !end.isWithMoney(agreed)) {
            warnings.add(new Warning(WarningCode.NO_MONEY_BEFORE_START, "It has not begun; no money moves."));
        }
        if (settled.forgone().isPositive()) {
            warnings.add(new Warning(
                    WarningCode.NOT_REFUNDED, settled.forgone() + " was paid for days not used and does not go back."));
        }
        Payout.NoteUsed note = settled.payout().creditNote();
        if (note != null && !note.difference().isZero()) {
            warnings.add(new Warning(
                    WarningCode.CREDIT_NOTE_DIFFERS,
                    "The credit note says " + note.amount() + "; computed was "
                            + note.amount().minus(note.difference()) + "."));
        }
        if (!end.now() && end.isWithMoney(agreed)) {
            warnings.add(new Warning(
                    WarningCode.SETTLED_ON_THE_DAY, "The money is settled on " + end.on() + ", by what is paid then."));
        }
        return List.copyOf(warnings);
    }

    private static List<Effect> effects(Termination found, String after, String serviceAfter, Settled settled) {
        Subscription subscription = found.subscription();
        String before = subscription.cancellationId() == null ? "RUNNING" : "SCHEDULED";
        var effects = Stream.concat(
                Stream.of(new Effect("subscription", subscription.id, before, after)),
                found.services().stream()
                        .map(service -> new Effect(
                                "service",
                                service.id,
                                service.cancellationId() == null ? service.standing.name() : "SCHEDULED",
                                serviceAfter)));
        return after.equals("SCHEDULED")
                ? effects.toList()
                : Stream.concat(effects, settled.effects()).toList();
    }
}
