/**
 * Cancels a bill run and its documents.
 *
 * <pre>
 *   CancelBillRun ──────────────┐
 *   PreviewBillRunCancellation ─┴─ BillRunCancellationSnapshot ─ …Plan ─ …Execution
 *                                   (the run, its series)      (…Rules)  (changes the row of the run, which is the barrier,
 *                                                                         and opens a job for bulk)
 * </pre>
 *
 * <p>Functions: {@link CancelBillRun}, {@link PreviewBillRunCancellation}. Requests: {@link CancelBillRunRequest}.
 * Snapshots: {@link BillRunCancellationSnapshot}. Plans: {@link BillRunCancellationPlan}. Rules:
 * {@link BillRunCancellationRules}. Execution: {@link BillRunCancellationExecution}. Answers:
 * {@link BillRunCancellationReceipt}. Also: {@link BillRunContent}, {@link RecurrenceScope}, {@link RunDocuments}.
 */
@NullMarked
package io.quittance.billrun.cancel;

import org.jspecify.annotations.NullMarked;
