/**
 * The rules for the records of an import, one per kind.
 *
 * <p>Rules: {@link AllocationRule}, {@link BelongingRule}, {@link BillRunRule}, {@link BillingRule},
 * {@link BillingTermRule}, {@link BindingExtensionRule}, {@link CreditNoteRule}, {@link CreditUseRule},
 * {@link CurrencyRule}, {@link InstalledItemRule}, {@link InvoiceRule}, {@link InvoiceRunRule}, {@link PaymentReversalRule}, {@link PaymentRule},
 * {@link PlannedActionRule}, {@link RemovalConditionRule}, {@link ServiceRule}, {@link SubscriptionRule},
 * {@link UseRule}. Also: {@link Findings}.
 */
@NullMarked
package io.quittance.intake.rule;

import org.jspecify.annotations.NullMarked;
