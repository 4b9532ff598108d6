package io.quittance.refund.steps;

import static io.quittance.call.Role.BILLING_ADMIN;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.desk.Json;
import io.quittance.desk.Reason;
import io.quittance.desk.ReasonedRequest;
import io.quittance.event.RefundReversed;
import io.quittance.persistence.CreditEntry;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundStep;
import io.quittance.persistence.RefundStep.ProviderAnswer;
import io.quittance.refund.steps.RefundStepExecution.RefundAnswer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Reverses a refund that has succeeded, once; its amount is refundable again.
 *
 * <p>Locks the account. New, opposite entries are added to those of the refund. Available credit that came from it must
 * not be spent, money that was paid to the customer must have come back, and what was offset remains paid. If the refund
 * was overpaid, only the debt ends. Refuses by {@link RefundStepRules}.
 *
 * <p>Publishes refund.reversed.
 *
 * <p>Roles: billing admin.
 */
public class ReverseRefund {

    private final Desk desk;
    private final Json json;

    ReverseRefund(Desk desk, Json json) {
        this.desk = desk;
        this.json = json;
    }

    @Funq("reverse-refund")
    @Command
    @Roles({BILLING_ADMIN})
    public RefundAnswer reverse(ReverseRefundRequest request) {
        return desk.carryOut(
                request,
                (asked, locks) -> RefundStepSnapshot.load(asked.refundId(), locks),
                ReverseRefund::plan,
                this::apply);
    }

    private RefundAnswer apply(
            ReverseRefundRequest request, RefundStepPlan plan, RefundStepSnapshot opened, Journal journal) {
        Reason reason = journal.reason();
        Refund refund = opened.refund();
        refund.reverse();
        RefundStepExecution.add(RefundStep.Kind.REVERSED, ProviderAnswer.reason(json.toJson(reason)), opened, journal);
        if (refund.destination() == RefundDestination.AVAILABLE_CREDITS && refund.paidOutMinor() > 0) {
            CreditEntry.reversed(refund, refund.paidOutMinor(), journal.at()).persist();
        }
        if (plan.becomesAvailable().isPositive()) {
            Refund.flush();
            CreditEntry.ofRefund(refund, plan.becomesAvailable().getAmountMinorLong(), journal.at())
                    .persist();
        }
        if (refund.overpaidMinor() == 0) {
            RefundStepExecution.takeBack(plan, opened, journal);
        }
        Refund.flush();
        journal.publish(new RefundReversed(
                refund.id(), refund.accountId(), refund.destination().name(), refund.amount()));
        return RefundStepExecution.answer(opened, json);
    }

    private static RefundStepPlan plan(ReverseRefundRequest request, RefundStepSnapshot opened, CallContext asked) {
        return RefundStepPlan.reverse(request, opened);
    }

    /**
     * Names a refund that has succeeded, and the reason for its reversal.
     *
     * @param moneyCameBack whether the customer has returned what was paid by the original payment or outside
     */
    public record ReverseRefundRequest(
            @NotBlank @Size(max = 64) String refundId,

            boolean moneyCameBack,

            @NotNull @Valid Reason reason) implements ReasonedRequest {}
}
