/**
 * Works on the documents of large bill runs in chunks.
 *
 * <pre>
 *   RunBulkWork, run-due-actions ─ BulkWork ─ one transaction per step ─ BulkSteps: divide ▸ chunk ▸ … ▸ finish
 * </pre>
 *
 * <p>Functions: {@link RunBulkWork}. Also: {@link BulkProgress}, {@link BulkSteps}, {@link BulkWork}.
 */
@NullMarked
package io.quittance.billrun.bulk;

import org.jspecify.annotations.NullMarked;
