package io.quittance.refund.steps;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.desk.Json;
import io.quittance.event.RefundFailed;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundStep;
import io.quittance.persistence.RefundStep.ProviderAnswer;
import io.quittance.refund.payout.RefundBooking;
import io.quittance.refund.steps.RefundStepExecution.RefundAnswer;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Records the answer of the payment system: the refund was paid, or failed.
 *
 * <p>Locks the account. Answers may arrive late, repeatedly and out of order. A repeated outcome is answered again and
 * publishes nothing. A success after a failure counts, even if the refund was canceled or redirected since: then the
 * available credit that it had become is reversed, and what is spent of that, or was refunded another way, is overpaid
 * ({@link LateSuccess}). A failure of an attempt that was retried since is ignored. Refuses by {@link RefundStepRules}.
 *
 * <p>Publishes refund.succeeded, with refund.succeeded-late if it was given up, or refund.failed.
 *
 * <p>Roles: billing admin, system.
 */
public class SettleRefund {

    private final Desk desk;
    private final Json json;

    SettleRefund(Desk desk, Json json) {
        this.desk = desk;
        this.json = json;
    }

    @Funq("settle-refund")
    @Command
    @Roles({BILLING_ADMIN, SYSTEM})
    public RefundAnswer settle(SettleRefundRequest request) {
        return desk.carryOut(
                request,
                (asked, locks) -> RefundStepSnapshot.load(asked.refundId(), locks),
                (asked, opened, by) -> RefundStepPlan.settle(asked, opened),
                this::apply);
    }

    private RefundAnswer apply(
            SettleRefundRequest request, RefundStepPlan plan, RefundStepSnapshot opened, Journal journal) {
        if (plan.moves()) {
            book(request, plan, opened, journal);
        }
        return RefundStepExecution.answer(opened, json);
    }

    private static void book(
            SettleRefundRequest request, RefundStepPlan plan, RefundStepSnapshot opened, Journal journal) {
        Refund refund = opened.refund();
        var said = new ProviderAnswer(request.reference(), request.note(), request.at(), null);
        switch (request.outcome()) {
            case SUCCEEDED -> {
                if (plan.late() == null) {
                    refund.succeed();
                } else {
                    RefundStepExecution.succeedLate(plan.late(), opened, journal);
                }
                RefundStepExecution.add(RefundStep.Kind.SUCCEEDED, said, opened, journal);
                journal.publish(RefundBooking.told(refund));
            }
            case FAILED -> {
                refund.fail();
                RefundStepExecution.add(RefundStep.Kind.FAILED, said, opened, journal);
                journal.publish(new RefundFailed(
                        refund.id(),
                        refund.accountId(),
                        String.valueOf(refund.paymentId()),
                        refund.paidOut(),
                        refund.attempt(),
                        request.reference(),
                        request.note()));
            }
        }
        Refund.flush();
    }

    /** The result in the payment system. */
    public enum Outcome {
        SUCCEEDED,
        FAILED
    }

    /**
     * The payment system's answer.
     *
     * @param attempt the attempt of refund.pending; the last one if absent
     * @param reference the payment system's own, such as the number of its transfer
     * @param note why it failed
     * @param at the moment by the payment system's clock
     */
    public record SettleRefundRequest(
            @NotBlank @Size(max = 64) String refundId,

            @NotNull Outcome outcome,

            @Nullable @Min(1) Integer attempt,

            @Nullable @Size(max = 200) String reference,

            @Nullable @Size(max = 1000) String note,

            @Nullable Instant at) {}
}
