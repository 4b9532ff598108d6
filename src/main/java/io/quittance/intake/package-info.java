/**
 * Imports records from the billing system, all or none.
 *
 * <pre>
 *   ImportRecords ─ known.ImportSnapshot ─ ImportPlan (ImportRules: every invalid value at once) ─ ImportExecution ─ writer
 * </pre>
 *
 * <p>{@code record} has a record per kind, {@code rule} its rule, {@code writer} its writer; {@code known} is what the database and
 * the import say together.
 *
 * <p>Functions: {@link ImportRecords}. Plans: {@link ImportPlan}, {@link LateLines}. Rules: {@link ImportRules}. Execution:
 * {@link ImportExecution}. Answers: {@link BilledAfterEnd}.
 */
@NullMarked
package io.quittance.intake;

import org.jspecify.annotations.NullMarked;
