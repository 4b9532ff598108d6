/**
 * Refunds: money that goes back to a customer, by whichever door.
 *
 * <pre>
 *   ApplyRefund, PreviewRefund ── RefundTarget.load ── RefundPlan ─┐
 *   terminate-subscription ─────────────────────────── its plan ───┴─ PayoutRule ─ Payout ─ Payouts
 *                                                                    (may it, how)  (plan)   (books it)
 *
 *   Approve-, Reject-, Settle-, Retry-, Cancel-, ReverseRefund ── OpenedRefund.load ── RefundStepPlan ── RefundSteps
 *                                                                                     (RefundStepRule)   (books it)
 * </pre>
 */
@NullMarked
package io.quittance.refund;

import org.jspecify.annotations.NullMarked;
