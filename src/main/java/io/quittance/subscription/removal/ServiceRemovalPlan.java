package io.quittance.subscription.removal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.desk.Warning;
import io.quittance.event.ProvisioningCodes;
import io.quittance.persistence.Account;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.SubscriptionState;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.agreement.CauseRule;
import io.quittance.subscription.services.EarlyExitRule;
import io.quittance.subscription.services.EndAmounts;
import io.quittance.subscription.services.PenaltyRule;
import io.quittance.subscription.services.RemovalFailure;
import io.quittance.subscription.services.RemovalFailure.Code;
import io.quittance.subscription.services.ServiceCascade;
import io.quittance.subscription.termination.EndDateRule;
import io.quittance.subscription.termination.EndDateRule.EndDay;
import io.quittance.subscription.termination.EndDates;
import io.quittance.subscription.termination.PlannedEnd;
import io.quittance.subscription.termination.TerminationPlan;
import io.quittance.subscription.termination.TerminationRules;
import io.quittance.subscription.unused.ChargedLines;
import io.quittance.subscription.unused.EndRefund;
import io.quittance.subscription.unused.EndSettlement;
import io.quittance.subscription.unused.LineOutcome;
import io.quittance.subscription.unused.UnusedCreditRule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan for the removal of services. Amounts are in the account's currency and include tax unless they are called
 * net.
 *
 * @param cascade the end of each service and of what belongs to it
 * @param endsLastService whether no service is left afterwards: the subscription is then NOT_EFFECTIVE
 * @param lines each invoice line of them of which something is left
 * @param amounts of all lines
 * @param refund of what was paid for the days not used
 */
public record ServiceRemovalPlan(
        String subscriptionId,
        String accountId,
        @JsonUnwrapped ProvisioningCodes codes,
        @JsonUnwrapped EndDates dates,
        ServiceCascade cascade,
        boolean endsLastService,
        List<LineOutcome> lines,
        @JsonUnwrapped EndAmounts amounts,
        @JsonUnwrapped EndRefund refund,
        List<Warning> warnings,
        List<Effect> effects)
        implements Plan {

    /** Plans a requested removal, or refuses it with all obstacles. */
    static ServiceRemovalPlan of(ServiceRemovalRequest request, ServiceRemovalSnapshot found, CallContext asked) {
        ServiceSelectionRule.mustSelect(request);
        Account account = found.whole().money().account();
        Subscription subscription = found.whole().subscription();
        LocalDate today = account.dayOf(asked.at());
        SubscriptionState state = subscription.state(asked.at(), today);
        Role role = asked.by().role();
        Agreement agreed = request.agreement(found.whole(), asked);
        CauseRule.mustBeOnRecord(
                request.receivedOn(), found.whole().declared(), request.choice().consent(), asked, today);
        ServiceSelectionRule.mustKnow(request, found);
        TerminationRules.mayAsk(found.whole().money().policy(), state, asked);
        CauseRule.mayGive(
                agreed.cause(), request, subscription, found.whole().money().policy(), asked, today);
        TerminationRules.mustRun(subscription, asked.at());
        Set<String> leaving = ServiceSelectionRule.selected(request, found, asked.at());
        ServiceSelectionRule.mustNotHaveExpired(found, state);

        EndDay day = EndDateRule.of(request, agreed, found.whole(), asked);
        PenaltyRule.mayWaive(agreed, role);
        var ending = PlannedEnd.of(day, state, subscription, agreed, asked);
        Predicate<Service> leave = service -> leaving.contains(service.id);
        var failures = new ArrayList<>(ServiceRemovalRules.failures(found, leaving, ending.at()));
        failures.addAll(EarlyExitRule.failures(
                found.services(), leave, found.whole().lines(), ending.end(account), agreed, today));
        failures.addAll(billedWithoutRefund(found, leave, ending, agreed));
        EarlyExitRule.mustBeFree(failures, found.services());
        return planned(found, leave, ending, agreed, role);
    }

    /** Plans a scheduled removal as of the day that was promised, by what is paid then; it refuses nothing any more. */
    static ServiceRemovalPlan due(Cancellation due, Agreement agreed, ServiceRemovalSnapshot found) {
        return planned(
                found,
                service -> due.id().equals(service.cancellationId()),
                PlannedEnd.due(due, agreed, found.whole()),
                agreed,
                Role.BILLING_ADMIN);
    }

    /** A later day that is billed already, where nothing could be given back and nobody has said that it is given up. */
    private static List<RemovalFailure> billedWithoutRefund(
            ServiceRemovalSnapshot found, Predicate<Service> leave, PlannedEnd ending, Agreement agreed) {
        if (ending.now()
                || !ending.isWithMoney()
                || found.whole().money().policy().allowRefund
                || agreed.cause().isRefundOwed()
                || agreed.refund().mode() != null) {
            return List.of();
        }
        return found.services().running().stream()
                .filter(leave)
                .map(service ->
                        billed(service, EarlyExitRule.billedUntil(found.whole().lines(), service)))
                .filter(Objects::nonNull)
                .filter(failure ->
                        ending.billingEndsOn().isBefore(Objects.requireNonNull(failure.earliestAllowedDate())))
                .toList();
    }

    private static @Nullable RemovalFailure billed(Service service, @Nullable LocalDate until) {
        return until == null
                ? null
                : new RemovalFailure(
                        Code.BILLED_WITHOUT_REFUND,
                        service.id,
                        null,
                        "Service " + service.id + " is billed until " + until + ", and refunds are not allowed.",
                        until);
    }

    private static ServiceRemovalPlan planned(
            ServiceRemovalSnapshot found, Predicate<Service> leave, PlannedEnd ending, Agreement agreed, Role role) {
        Account account = found.whole().money().account();
        ServiceCascade cascade = ServiceCascade.of(found.services(), leave, ending.end(account), agreed, false);
        ChargedLines charged = found.only(Set.copyOf(cascade.serviceIds()));
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
        return new ServiceRemovalPlan(
                found.whole().subscription().id,
                account.id,
                ProvisioningCodes.REMOVE_SERVICE,
                ending.dates(),
                kept,
                found.services().running().stream()
                        .allMatch(service -> leave.test(service) || service.hasEnded(ending.at())),
                settled.lines(),
                EndAmounts.of(settled, kept),
                settled.refund(agreed.consequences()),
                TerminationPlan.warnings(ending, kept, settled),
                ending.now()
                        ? Stream.concat(kept.effects(found.services(), true), settled.effects())
                                .toList()
                        : kept.effects(found.services(), false).toList());
    }
}
