/**
 * Applies a refund to a payment, an invoice, chosen lines or a credit note.
 *
 * <pre>
 *   ApplyRefund, PreviewRefund ─ RefundSnapshot ─ RefundPlan (RefundRules) ─ payout.RefundBooking
 * </pre>
 *
 * <p>Functions: {@link ApplyRefund}, {@link PreviewRefund}. Requests: {@link RefundRequest}. Snapshots:
 * {@link RefundSnapshot}. Plans: {@link RefundPlan}. Rules: {@link RefundRules}.
 */
@NullMarked
package io.quittance.refund.apply;

import org.jspecify.annotations.NullMarked;
