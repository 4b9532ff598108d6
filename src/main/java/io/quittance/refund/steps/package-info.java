/**
 * Takes the later steps of a refund: approve, reject, settle, retry, redirect, cancel, reverse.
 *
 * <pre>
 *   Approve-, Reject-, Settle-, Retry-, Cancel-, ReverseRefund ─ RefundStepSnapshot ─ RefundStepPlan ─ RefundStepExecution
 *                                                                                   (RefundStepRules)
 *   RedirectRefund ─ RedirectSnapshot ─ RedirectPlan (RedirectRules)
 * </pre>
 *
 * <p>Functions: {@link ApproveRefund}, {@link CancelRefund}, {@link RedirectRefund},
 * {@link RejectRefund}, {@link RetryRefund}, {@link ReverseRefund}, {@link SettleRefund}. Snapshots:
 * {@link RefundStepSnapshot}, {@link RedirectSnapshot}. Plans: {@link RefundStepPlan} with {@link LateSuccess},
 * {@link RedirectPlan}. Rules: {@link RefundStepRules}, {@link RedirectRules}. Execution: {@link RefundStepExecution}.
 */
@NullMarked
package io.quittance.refund.steps;

import org.jspecify.annotations.NullMarked;
