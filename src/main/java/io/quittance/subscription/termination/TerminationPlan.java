package io.quittance.subscription.termination;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.desk.Warning;
import io.quittance.persistence.Account;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.SubscriptionState;
import io.quittance.refund.payout.Consequences;
import io.quittance.refund.payout.Payout;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.agreement.CauseRule;
import io.quittance.subscription.services.EarlyExitRule;
import io.quittance.subscription.services.EndAmounts;
import io.quittance.subscription.services.PenaltyRule;
import io.quittance.subscription.services.ServiceCascade;
import io.quittance.subscription.termination.EndDateRule.EndDay;
import io.quittance.subscription.unused.ChargedLines;
import io.quittance.subscription.unused.EndRefund;
import io.quittance.subscription.unused.EndSettlement;
import io.quittance.subscription.unused.LineOutcome;
import io.quittance.subscription.unused.UnusedCreditRule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan for the termination of a subscription. Amounts are in the account's currency and include tax unless they are
 * called net.
 *
 * @param state the state of the subscription at the request
 * @param services the services that end with it, by their ids
 * @param cascade the end of each service and of what belongs to it
 * @param lines each invoice line of which something is left, but for those of services that an earlier removal settles
 * @param amounts of all lines
 * @param refund of what was paid for the days not used
 * @param finalUsage the plan for unbilled usage; absent if the account pays in advance
 * @param supersedes the ids of scheduled removals that the termination supersedes
 */
public record TerminationPlan(
        String subscriptionId,
        String accountId,
        SubscriptionState state,
        @JsonUnwrapped EndDates dates,
        List<String> services,
        ServiceCascade cascade,
        List<LineOutcome> lines,
        @JsonUnwrapped EndAmounts amounts,
        @JsonUnwrapped EndRefund refund,
        @Nullable FinalUsagePlan finalUsage,
        List<String> supersedes,
        List<Warning> warnings,
        List<Effect> effects)
        implements Plan {

    /** Plans a requested end, or refuses it. */
    static TerminationPlan of(TerminationRequest request, TerminationSnapshot found, CallContext asked) {
        EndDateRule.mustNameItsDay(request);
        Policy policy = found.money().policy();
        Subscription subscription = found.subscription();
        LocalDate today = found.money().account().dayOf(asked.at());
        SubscriptionState state = subscription.state(asked.at(), today);
        Agreement agreed = request.agreement(found, asked);
        CauseRule.mustBeOnRecord(
                request.receivedOn(), found.declared(), request.choice().consent(), asked, today);
        TerminationRules.mayAsk(policy, state, asked);
        CauseRule.mayGive(agreed.cause(), request, subscription, policy, asked, today);
        TerminationRules.mustRun(subscription, asked.at());
        TerminationRules.mustNotHaveJustExpired(subscription, today, policy);

        EndDay day = state == SubscriptionState.EXPIRED
                ? EndDateRule.ofExpired(found, asked)
                : EndDateRule.of(request, agreed, found, asked);
        PenaltyRule.mayWaive(agreed, asked.by().role());
        var ending = PlannedEnd.of(day, state, subscription, agreed, asked);
        EarlyExitRule.mustBeFree(
                EarlyExitRule.failures(
                        found.services(),
                        ending::takes,
                        found.lines(),
                        ending.end(found.money().account()),
                        agreed,
                        today),
                found.services());
        return planned(found, ending, agreed, asked.by().role());
    }

    /** Plans the end of one that has expired long ago. */
    static TerminationPlan expired(TerminationSnapshot found, CallContext asked) {
        return planned(found, PlannedEnd.ofExpired(found.money().account(), asked), Agreement.UNSAID, Role.SYSTEM);
    }

    /**
     * Plans an end with the whole account.
     *
     * @param cascade the cascade of its services, with the part of the refund that is deducted for each
     * @param all the settlement of all subscriptions that end together
     */
    static TerminationPlan withAccount(
            TerminationSnapshot found,
            PlannedEnd ending,
            ServiceCascade cascade,
            EndSettlement all,
            @Nullable FinalUsagePlan usage) {
        if (!ending.isWithMoney()) {
            EndSettlement settled = EndSettlement.withoutMoney(found);
            return planned(found, ending, cascade, settled, null, usage, warnings(ending, cascade, settled));
        }
        Set<String> own = found.lines().stream().map(line -> line.line().id).collect(Collectors.toSet());
        return planned(
                found,
                ending,
                cascade,
                all.only(line -> own.contains(line.lineId())),
                null,
                usage,
                List.of(new Warning(
                        Warning.Code.SETTLED_WITH_ACCOUNT, "The refund is part of the closure of the account.")));
    }

    /**
     * Plans a scheduled end as of the promised day, by what is paid on that day. It was allowed when it was requested;
     * an obstacle to its refund that came since is an error that needs a person.
     */
    static TerminationPlan due(Cancellation due, Agreement agreed, TerminationSnapshot found) {
        return planned(found, PlannedEnd.due(due, agreed, found), agreed, Role.BILLING_ADMIN);
    }

    /**
     * The fees of the services that end with it, in minor units, by their ids; also of those that an earlier removal
     * ends, since they end with the termination if that removal is undone.
     */
    Map<String, Long> penaltiesMinor(TerminationSnapshot found, Agreement agreed) {
        Account account = found.money().account();
        var end = new ServiceCascade.End(
                dates.effectiveOn(),
                account.startOf(dates.effectiveOn()),
                dates.billingEndsOn(),
                account.startOf(dates.billingEndsOn()),
                PlannedEnd.isWithTerms(state, agreed.cause().isRefundOwed()));
        var penalties = new HashMap<>(cascade.chargedMinor());
        penalties.putAll(
                ServiceCascade.of(found.services(), service -> !services.contains(service.id), end, agreed, true)
                        .chargedMinor());
        return penalties;
    }

    /** The cascade of its services. */
    static ServiceCascade cascade(TerminationSnapshot found, PlannedEnd ending, Agreement agreed) {
        return ServiceCascade.of(
                found.services(), ending::takes, ending.end(found.money().account()), agreed, true);
    }

    private static TerminationPlan planned(TerminationSnapshot found, PlannedEnd ending, Agreement agreed, Role role) {
        ChargedLines charged = found.taking(ending::takes);
        Account account = found.money().account();
        ServiceCascade cascade = cascade(found, ending, agreed);
        EndSettlement settled = ending.isWithMoney()
                ? EndSettlement.of(
                        charged,
                        UnusedCreditRule.of(charged, cascade.unused(ending.end(account), agreed.cause())),
                        agreed,
                        cascade.penaltyMinor(),
                        role,
                        !ending.now())
                : EndSettlement.withoutMoney(charged);
        ServiceCascade kept = cascade.setOff(settled.payout().deductions().penalty());
        return planned(
                found,
                ending,
                kept,
                settled,
                agreed.consequences(),
                FinalUsagePlan.of(found.unbilled(), account, agreed, role),
                warnings(ending, kept, settled));
    }

    private static TerminationPlan planned(
            TerminationSnapshot found,
            PlannedEnd ending,
            ServiceCascade cascade,
            EndSettlement settled,
            @Nullable Consequences consequences,
            @Nullable FinalUsagePlan usage,
            List<Warning> warnings) {
        List<Cancellation> superseded = found.removals().stream()
                .filter(removal -> removal.effectiveAt().isAfter(ending.at()))
                .toList();
        return new TerminationPlan(
                found.subscription().id,
                found.money().account().id,
                ending.state(),
                ending.dates(),
                cascade.serviceIds(),
                cascade,
                settled.lines(),
                EndAmounts.of(settled, cascade),
                settled.refund(consequences),
                usage,
                superseded.stream().map(Cancellation::id).toList(),
                warnings,
                effects(found, ending, cascade, settled, usage, superseded));
    }

    public static List<Warning> warnings(PlannedEnd ending, ServiceCascade cascade, EndSettlement settled) {
        var warnings = new ArrayList<Warning>();
        if (ending.state() == SubscriptionState.EXPIRED) {
            warnings.add(new Warning(
                    Warning.Code.NO_MONEY_AFTER_EXPIRY, "The subscription has expired; nothing is refunded."));
        }
        if (settled.forgone().isPositive()) {
            warnings.add(new Warning(
                    Warning.Code.NOT_REFUNDED, settled.forgone() + " was paid for unused days and is not refunded."));
        }
        if (settled.disputed().isPositive()) {
            warnings.add(new Warning(
                    Warning.Code.DISPUTED_NOT_REFUNDED,
                    settled.disputed() + " was paid on disputed invoices and is not refunded before that is decided."));
        }
        Payout.NoteUsed note = settled.payout().creditNote();
        if (note != null && !note.difference().isZero()) {
            warnings.add(new Warning(
                    Warning.Code.CREDIT_NOTE_DIFFERS,
                    "The credit note says " + note.amount() + "; computed was "
                            + note.amount().minus(note.difference()) + "."));
        }
        if (cascade.owedMinor() > 0) {
            warnings.add(new Warning(
                    Warning.Code.PENALTY_OWED,
                    settled.money().account().money(cascade.owedMinor())
                            + " is owed for the early termination and is not deducted from a refund."));
        }
        if (!ending.now() && ending.isWithMoney()) {
            warnings.add(new Warning(
                    Warning.Code.SETTLED_ON_THE_DAY,
                    "The money is settled on " + ending.on() + ", by what is paid on that day."));
        }
        return List.copyOf(warnings);
    }

    private static List<Effect> effects(
            TerminationSnapshot found,
            PlannedEnd ending,
            ServiceCascade cascade,
            EndSettlement settled,
            @Nullable FinalUsagePlan usage,
            List<Cancellation> superseded) {
        Subscription subscription = found.subscription();
        String before = subscription.cancellationId() == null ? "RUNNING" : "SCHEDULED";
        String after =
                !ending.now() ? "SCHEDULED" : ending.state() == SubscriptionState.FUTURE ? "CANCELED" : "TERMINATED";
        var scheduled = Stream.of(
                        Stream.of(Effect.of("subscription", subscription.id).change(before, after)),
                        cascade.effects(found.services(), ending.now()),
                        superseded.stream().map(removal -> Effect.of("cancellation", removal.id())
                                .change("SCHEDULED", "SUPERSEDED")))
                .flatMap(each -> each);
        return ending.now()
                ? Stream.of(
                                scheduled,
                                settled.effects(),
                                usage == null ? Stream.<Effect>empty() : usage.effects(found.unbilled()).stream())
                        .flatMap(each -> each)
                        .toList()
                : scheduled.toList();
    }
}
