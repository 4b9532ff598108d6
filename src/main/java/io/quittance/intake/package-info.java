/**
 * How records come in from the billing system.
 *
 * <pre>
 *   ImportRecords ─ KnownRecords.load ─ ImportPlan (ImportRule: every bad value, all at once) ─ ImportedRecords (writes)
 * </pre>
 */
@NullMarked
package io.quittance.intake;

import org.jspecify.annotations.NullMarked;
