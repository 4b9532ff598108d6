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
import io.quittance.desk.Reason;
import io.quittance.desk.ReasonedRequest;
import io.quittance.event.RefundCanceled;
import io.quittance.persistence.CreditEntry;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundStep;
import io.quittance.persistence.RefundStep.ProviderAnswer;
import io.quittance.refund.payout.Consent;
import io.quittance.refund.steps.RefundStepExecution.RefundAnswer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a refund that waits for approval or has failed.
 *
 * <p>Locks the account. If the refund was requested alone, everything is as before it. If it belongs to an end, the end
 * remains and the unused days are not refunded again: the amount becomes available credit, with the customer's consent if
 * the law requires the refund. Refuses by {@link RefundStepRules}.
 *
 * <p>Publishes refund.canceled.
 *
 * <p>Roles: agent, billing admin, system.
 */
public class CancelRefund {

    private final Desk desk;
    private final Json json;

    CancelRefund(Desk desk, Json json) {
        this.desk = desk;
        this.json = json;
    }

    @Funq("cancel-refund")
    @Command
    @Roles({AGENT, BILLING_ADMIN, SYSTEM})
    public RefundAnswer cancel(CancelRefundRequest request) {
        return desk.carryOut(
                request,
                (asked, locks) -> RefundStepSnapshot.load(asked.refundId(), locks),
                RefundStepPlan::cancel,
                this::apply);
    }

    private RefundAnswer apply(
            CancelRefundRequest request, RefundStepPlan plan, RefundStepSnapshot opened, Journal journal) {
        Reason reason = journal.reason();
        Refund refund = opened.refund();
        refund.cancel();
        var said = new ProviderAnswer(null, Consent.noted(request.consent()), null, json.toJson(reason));
        RefundStepExecution.add(RefundStep.Kind.CANCELED, said, opened, journal);
        if (plan.becomesAvailable().isPositive()) {
            CreditEntry.ofRefund(refund, plan.becomesAvailable().getAmountMinorLong(), journal.at())
                    .persist();
            Refund.flush();
        } else {
            RefundStepExecution.takeBack(plan, opened, journal);
        }
        journal.publish(new RefundCanceled(
                refund.id(),
                refund.accountId(),
                refund.destination().name(),
                refund.amount(),
                plan.becomesAvailable()));
        return RefundStepExecution.answer(opened, json);
    }

    /**
     * Names a refund that waits for approval or has failed, and says why it is given up.
     *
     * @param consent required if the law requires the refund and it becomes available credit
     */
    public record CancelRefundRequest(
            @NotBlank @Size(max = 64) String refundId,

            @Nullable @Valid Consent consent,

            @NotNull @Valid Reason reason) implements ReasonedRequest {}
}
