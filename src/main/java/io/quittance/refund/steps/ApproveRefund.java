package io.quittance.refund.steps;

import static io.quittance.call.Role.BILLING_ADMIN;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.desk.Json;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundStep;
import io.quittance.persistence.RefundStep.ProviderAnswer;
import io.quittance.refund.payout.Payout.Offset;
import io.quittance.refund.payout.RefundBooking;
import io.quittance.refund.steps.RefundStepExecution.RefundAnswer;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Approves a refund above the policy's limit and carries it out, by the debts and the policy of this moment.
 *
 * <p>Locks the account. The person who requested the refund cannot approve it. Refuses by {@link RefundStepRules} and
 * {@code PayoutRules}.
 *
 * <p>Publishes refund.pending or refund.succeeded, and billing-item.left-invoices.
 *
 * <p>Roles: billing admin.
 */
public class ApproveRefund {

    private final Desk desk;
    private final Json json;

    ApproveRefund(Desk desk, Json json) {
        this.desk = desk;
        this.json = json;
    }

    @Funq("approve-refund")
    @Command
    @Roles({BILLING_ADMIN})
    public RefundAnswer approve(ApproveRefundRequest request) {
        return desk.carryOut(
                request,
                (asked, locks) -> RefundStepSnapshot.load(asked.refundId(), locks),
                RefundStepPlan::approve,
                this::apply);
    }

    private RefundAnswer apply(
            ApproveRefundRequest request, RefundStepPlan plan, RefundStepSnapshot opened, Journal journal) {
        opened.refund().approve();
        RefundStepExecution.add(
                RefundStep.Kind.APPROVED,
                new ProviderAnswer(null, request.overrideReason(), null, null),
                opened,
                journal);
        RefundBooking.carryOut(opened.refund(), plan.offsets(), journal);
        Refund.flush();
        RefundStepExecution.settle(plan.offsets().stream().map(Offset::lineId).toList(), journal);
        return RefundStepExecution.answer(opened, json);
    }

    /**
     * Names a refund that waits for approval.
     *
     * @param overrideReason why it is paid although a credit note for it is issued, or an invoice of it is disputed
     */
    public record ApproveRefundRequest(
            @NotBlank @Size(max = 64) String refundId,

            @Nullable @Size(max = 1000) String overrideReason) {}
}
