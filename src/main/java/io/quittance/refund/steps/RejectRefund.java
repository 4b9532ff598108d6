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
import io.quittance.event.RefundRejected;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundStep;
import io.quittance.persistence.RefundStep.ProviderAnswer;
import io.quittance.refund.steps.RefundStepExecution.RefundAnswer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Rejects a refund above the policy's limit; its reserved amount is refundable again.
 *
 * <p>Locks the account. Refuses by {@link RefundStepRules}.
 *
 * <p>Publishes refund.rejected.
 *
 * <p>Roles: billing admin.
 */
public class RejectRefund {

    private final Desk desk;
    private final Json json;

    RejectRefund(Desk desk, Json json) {
        this.desk = desk;
        this.json = json;
    }

    @Funq("reject-refund")
    @Command
    @Roles({BILLING_ADMIN})
    public RefundAnswer reject(RejectRefundRequest request) {
        return desk.carryOut(
                request,
                (asked, locks) -> RefundStepSnapshot.load(asked.refundId(), locks),
                RejectRefund::plan,
                this::apply);
    }

    private RefundAnswer apply(
            RejectRefundRequest request, RefundStepPlan plan, RefundStepSnapshot opened, Journal journal) {
        Reason reason = journal.reason();
        Refund refund = opened.refund();
        refund.reject();
        RefundStepExecution.add(RefundStep.Kind.REJECTED, ProviderAnswer.reason(json.toJson(reason)), opened, journal);
        RefundStepExecution.takeBack(plan, opened, journal);
        journal.publish(new RefundRejected(
                refund.id(), refund.accountId(), refund.destination().name(), refund.amount()));
        return RefundStepExecution.answer(opened, json);
    }

    private static RefundStepPlan plan(RejectRefundRequest request, RefundStepSnapshot opened, CallContext asked) {
        return RefundStepPlan.reject(opened);
    }

    /** Names a refund that waits for approval, and says why it is not approved. */
    public record RejectRefundRequest(
            @NotBlank @Size(max = 64) String refundId,

            @NotNull @Valid Reason reason) implements ReasonedRequest {}
}
