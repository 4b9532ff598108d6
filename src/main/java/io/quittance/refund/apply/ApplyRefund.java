package io.quittance.refund.apply;

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
import io.quittance.persistence.LineCredit;
import io.quittance.persistence.Refund;
import io.quittance.refund.RefundView;
import io.quittance.refund.payout.Consequences;
import io.quittance.refund.payout.RefundBooking;
import java.util.List;

/**
 * Refunds a payment, an invoice or chosen lines, in whole or in part, or pays a credit note out, to one destination or
 * several.
 *
 * <p>Locks the account. The refund never exceeds what was paid and not yet refunded, of each payment, invoice and line,
 * in the account's currency. Above the policy's limit it reserves its amount and waits for a second person. Refuses by
 * {@link RefundRules} and {@code PayoutRules}, in that order.
 *
 * <p>Publishes refund.pending, refund.succeeded or refund.approval-requested, and billing-item.left-invoices.
 *
 * <p>Roles: agent, billing admin, system.
 */
public class ApplyRefund {

    private final Desk desk;
    private final Json json;

    ApplyRefund(Desk desk, Json json) {
        this.desk = desk;
        this.json = json;
    }

    @Funq("apply-refund")
    @Command
    @Roles({AGENT, BILLING_ADMIN, SYSTEM})
    public RefundReceipt apply(RefundRequest request) {
        return desk.carryOut(request, RefundSnapshot::load, RefundPlan::of, this::apply);
    }

    private RefundReceipt apply(RefundRequest request, RefundPlan plan, RefundSnapshot target, Journal journal) {
        Reason reason = journal.reason();
        var occasion = new Refund.Occasion(
                plan.accountId(),
                null,
                plan.target().ofCreditNoteId(),
                plan.needsApproval(),
                json.toJson(reason),
                journal.by().subject(),
                Consequences.lastDayDue(plan.consequences()),
                null);
        List<LineCredit> credits = plan.lines().stream()
                .map(line -> new LineCredit(
                        line.lineId(),
                        null,
                        line.credit().net().getAmountMinorLong(),
                        line.credit().tax().getAmountMinorLong(),
                        null,
                        journal.at()))
                .toList();
        List<Refund> refunds = RefundBooking.book(plan.payout(), credits, occasion, journal);
        return new RefundReceipt(
                reason, plan, RefundView.of(refunds, json), target.money().policy().contactLine);
    }

    /**
     * The result of a refund.
     *
     * @param refunds one a way; of ORIGINAL_PAYMENT, one a payment
     * @param contactLine the contact for questions about a bill
     */
    public record RefundReceipt(Reason reason, RefundPlan plan, List<RefundView> refunds, String contactLine) {}
}
