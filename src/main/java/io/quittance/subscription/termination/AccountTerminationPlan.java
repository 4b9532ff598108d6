package io.quittance.subscription.termination;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.persistence.Account;
import io.quittance.persistence.ReasonCategory;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.services.EarlyExitRule;
import io.quittance.subscription.services.EndAmounts;
import io.quittance.subscription.services.PenaltyRule;
import io.quittance.subscription.services.RemovalFailure;
import io.quittance.subscription.services.ServiceCascade;
import io.quittance.subscription.unused.EndRefund;
import io.quittance.subscription.unused.EndSettlement;
import io.quittance.subscription.unused.LineOutcome;
import io.quittance.subscription.unused.UnusedCreditRule;
import io.quittance.subscription.unused.UnusedCreditRule.UnusedPeriod;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * The plan for the end of all subscriptions of an account: each has a plan of its own, and the refund for unused days
 * is one for all of them, with one fee and one credit note.
 *
 * @param credits of all lines
 * @param forgone what was paid for unused days and is not refunded
 * @param penalties of all services
 * @param refund of all subscriptions together
 */
public record AccountTerminationPlan(
        List<TerminationPlan> subscriptions,
        @JsonUnwrapped EndAmounts.Credits credits,
        Money forgone,
        @JsonUnwrapped EndAmounts.Penalties penalties,
        @JsonUnwrapped EndRefund refund) {

    /** Plans the end with the requested settlement, or refuses it. */
    public static AccountTerminationPlan of(
            AccountTerminationSnapshot found, LocalDate effectiveOn, Agreement agreed, CallContext asked) {
        Account account = found.money().account();
        Role role = asked.by().role();
        PenaltyRule.mayWaive(agreed, role);
        List<PlannedEnd> endings = found.each().stream()
                .map(each -> PlannedEnd.withAccount(each, effectiveOn, asked))
                .toList();
        List<ServiceCascade> cascades = IntStream.range(0, endings.size())
                .mapToObj(i -> TerminationPlan.cascade(found.each().get(i), endings.get(i), agreed))
                .toList();
        EndSettlement all = EndSettlement.of(
                found,
                UnusedCreditRule.of(found, unused(effectiveOn, agreed.cause(), asked, cascades)),
                agreed,
                cascades.stream().mapToLong(ServiceCascade::penaltyMinor).sum(),
                role,
                false);
        List<ServiceCascade> kept =
                ServiceCascade.setOff(cascades, all.payout().deductions().penalty());
        return new AccountTerminationPlan(
                IntStream.range(0, endings.size())
                        .mapToObj(i -> TerminationPlan.withAccount(
                                found.each().get(i),
                                endings.get(i),
                                kept.get(i),
                                all,
                                FinalUsagePlan.of(found.each().get(i).unbilled(), account, agreed, role)))
                        .toList(),
                EndAmounts.Credits.of(all),
                all.forgone(),
                EndAmounts.Penalties.of(kept, account),
                all.refund(agreed.consequences()));
    }

    private static UnusedPeriod unused(
            LocalDate effectiveOn, ReasonCategory cause, CallContext asked, List<ServiceCascade> cascades) {
        return new UnusedPeriod(
                effectiveOn,
                asked.at(),
                cause,
                cascades.stream()
                        .flatMap(cascade -> cascade.regretted().stream())
                        .collect(Collectors.toSet()));
    }

    /** All obstacles of the services' billing terms on the day of the end. */
    public static List<RemovalFailure> failures(
            AccountTerminationSnapshot found, LocalDate effectiveOn, Agreement agreed, CallContext asked) {
        Account account = found.money().account();
        return found.settled().stream()
                .flatMap(each -> EarlyExitRule.failures(
                        each.services(),
                        service -> !service.hasEnded(asked.at()),
                        each.lines(),
                        PlannedEnd.withAccount(each, effectiveOn, asked).end(account),
                        agreed,
                        account.dayOf(asked.at()))
                        .stream())
                .toList();
    }

    /** The outcomes of all lines of all plans. */
    public List<LineOutcome> lines() {
        return subscriptions.stream().flatMap(each -> each.lines().stream()).toList();
    }

    /** Every record that changes, the credit note too. */
    public List<Effect> effects() {
        return Stream.concat(
                        subscriptions.stream().flatMap(each -> each.effects().stream()),
                        refund.payout().effects())
                .toList();
    }
}
