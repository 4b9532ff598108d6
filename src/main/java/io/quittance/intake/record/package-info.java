/**
 * The records of an import as they arrive.
 *
 * <p>Requests: {@link ImportRecordsRequest}. Records: {@link AllocatedRecord}, {@link AllocationRecord},
 * {@link BillRunRecord}, {@link BillRunSeriesRecord}, {@link BillingRecord}, {@link BillingTermRecord},
 * {@link BindingExtensionRecord}, {@link CreditNoteRecord}, {@link CreditUseRecord}, {@link DistributorRecord},
 * {@link InstalledItemRecord}, {@link PaymentRecord}, {@link PaymentReversalRecord}, {@link PlannedActionRecord}, {@link RemovalConditionRecord},
 * {@link ServiceRecord}, {@link ServiceRelatedRecord}, {@link SubscriptionDefinitionRecord},
 * {@link SubscriptionRecord}, {@link UseRecord}. Also: {@link ImportSize}.
 */
@NullMarked
package io.quittance.intake.record;

import org.jspecify.annotations.NullMarked;
