/**
 * Bill runs: find them, cancel them with all they have made, remove them.
 *
 * <pre>
 *   CancelBillRun ──────────────┐
 *   PreviewBillRunCancellation ─┴─ BillRunCancellation.load ─ BillRunCancellationPlan ─ BillRunEnding
 *                                     (the run, its series,     (what will change;        (changes the run's row, which is
 *                                      what it has made)         pure)                     the barrier, and opens a job)
 *                                                                                                     │
 *   RunBulkWork, run-due-actions ─ BulkWork ─ one transaction a step ─ BulkSteps: cut ▸ piece ▸ … ▸ finish
 * </pre>
 */
@NullMarked
package io.quittance.billrun;

import org.jspecify.annotations.NullMarked;
