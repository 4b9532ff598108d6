/**
 * Takes the later steps of a refund: approve, reject, settle, retry, cancel, reverse.
 *
 * <pre>
 *   Approve-, Reject-, Settle-, Retry-, Cancel-, ReverseRefund ─ RefundStepSnapshot ─ RefundStepPlan ─ RefundStepExecution
 *                                                                                   (RefundStepRules)
 * </pre>
 *
 * <p>Functions: {@link ApproveRefund}, {@link CancelRefund}, {@link RejectRefund}, {@link RetryRefund},
 * {@link ReverseRefund}, {@link SettleRefund}. Snapshots: {@link RefundStepSnapshot}. Plans: {@link RefundStepPlan}.
 * Rules: {@link RefundStepRules}. Execution: {@link RefundStepExecution}.
 */
@NullMarked
package io.quittance.refund.steps;

import org.jspecify.annotations.NullMarked;
