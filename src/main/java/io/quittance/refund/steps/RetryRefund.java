package io.quittance.refund.steps;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.desk.Json;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundStep;
import io.quittance.persistence.RefundStep.ProviderAnswer;
import io.quittance.refund.payout.RefundBooking;
import io.quittance.refund.steps.RefundStepExecution.RefundAnswer;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Publishes a failed refund to the payment system again.
 *
 * <p>Locks the account. Refuses by {@link RefundStepRules}.
 *
 * <p>Publishes refund.pending.
 *
 * <p>Roles: agent, billing admin, system.
 */
public class RetryRefund {

    private final Desk desk;
    private final Json json;

    RetryRefund(Desk desk, Json json) {
        this.desk = desk;
        this.json = json;
    }

    @Funq("retry-refund")
    @Command
    @Roles({AGENT, BILLING_ADMIN, SYSTEM})
    public RefundAnswer retry(RetryRefundRequest request) {
        return desk.carryOut(
                request,
                (asked, locks) -> RefundStepSnapshot.load(asked.refundId(), locks),
                (asked, opened, by) -> RefundStepPlan.retry(opened),
                this::apply);
    }

    private RefundAnswer apply(
            RetryRefundRequest request, RefundStepPlan plan, RefundStepSnapshot opened, Journal journal) {
        opened.refund().retry();
        RefundStepExecution.add(RefundStep.Kind.RETRIED, ProviderAnswer.NOTHING, opened, journal);
        journal.publish(RefundBooking.told(opened.refund()));
        Refund.flush();
        return RefundStepExecution.answer(opened, json);
    }

    /** Names a refund that has failed. */
    public record RetryRefundRequest(
            @NotBlank @Size(max = 64) String refundId) {}
}
