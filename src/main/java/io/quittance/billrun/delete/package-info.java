/**
 * Deletes a bill run that is canceled or has failed.
 *
 * <p>Functions: {@link DeleteBillRun}. Plans: {@link BillRunRemovalPlan}.
 */
@NullMarked
package io.quittance.billrun.delete;

import org.jspecify.annotations.NullMarked;
