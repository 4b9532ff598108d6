/**
 * Writes the records of an import, one writer per group of kinds.
 *
 * <p>Execution: {@link BelongingWriter}, {@link BillRunWriter}, {@link BillingWriter}, {@link ContractWriter},
 * {@link PaymentWriter}, {@link ReversalWriter}, {@link TermWriter}. Answers: {@link Unallocated}.
 */
@NullMarked
package io.quittance.intake.writer;

import org.jspecify.annotations.NullMarked;
