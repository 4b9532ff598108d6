/**
 * Bill runs: the reads. Folders cancel a run, delete it, and work on large runs in chunks.
 *
 * <p>Functions: {@link GetBillRun}, {@link ListBillRuns}. Answers: {@link BillRunView}.
 */
@NullMarked
package io.quittance.billrun;

import org.jspecify.annotations.NullMarked;
