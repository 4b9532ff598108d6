/**
 * How records come in from the billing system.
 *
 * <pre>
 *   ImportRecords ─ KnownRecords.load ─ ImportPlan (ImportRule: every bad value, all at once) ─ ImportedRecords (writes)
 * </pre>
 *
 * <p>Each noun has its record, its rule and its writing; {@code RecordsAfterImport} says who belongs to whom after the import,
 * {@code ServicesAfterImport} what they fall under and what has ended, and {@code OpenLines} what payments and uses of credit can still pay.
 */
@NullMarked
package io.quittance.intake;

import org.jspecify.annotations.NullMarked;
