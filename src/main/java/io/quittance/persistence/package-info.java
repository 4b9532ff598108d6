/**
 * Panache entities and their tables, ordered by noun; the migrations are in {@code db/migration}, the schema in {@code
 * docs/schema.sql}.
 *
 * <pre>
 *   account ─┬─ subscription ── service ── installed item, binding extension, planned action, usage
 *            ├─ billing item ── link (associated, depends on)
 *            ├─ invoice ── line ── allocation ── payment        credit note, credit entry
 *            ├─ refund ── part, step
 *            ├─ cancellation request ── requested item
 *            └─ cancellation ── item, receipt (append-only)     declaration ── step
 *   series ── bill run ─┬─ invoices, credit notes
 *                       └─ bulk job ── chunk ── amount, exceptions (append-only)
 *   operation (keys) · audit (append-only) · outbox        policy · item category · cancellation reason
 * </pre>
 *
 * <p>Public fields are what the billing system reports of a record; only {@code intake} writes them. (Those of audit
 * and outbox are written by the journal of the desk.) Private fields are states of Quittance; only the entity changes
 * them, by the verb of the operation.
 *
 * <p>Account: {@link Account}, {@link AccountStatus}, {@link AdminFee}, {@link CancellationReason},
 * {@link ClosureForm}, {@link Policy}, {@link ReasonCategory}, {@link RefundLimit}.
 *
 * <p>Contract: {@link BillingItem}, {@link BillingItemLink}, {@link BillingTerm}, {@link BindingExtension},
 * {@link Distributor}, {@link Endable}, {@link InstalledItem}, {@link ItemCategory}, {@link ItemState},
 * {@link LinkKind}, {@link Penalty}, {@link PlannedAction}, {@link RemovalCondition}, {@link Service},
 * {@link ServiceInRemoval}, {@link ServiceState}, {@link Subscription}, {@link SubscriptionDefinition},
 * {@link SubscriptionState}, {@link UsageRecord}.
 *
 * <p>Document: {@link AllocationExcess}, {@link Billing}, {@link BillingState}, {@link CreditApplication},
 * {@link CreditBalance}, {@link CreditEntry}, {@link CreditNote}, {@link CreditUse}, {@link Invoice},
 * {@link InvoiceLine}, {@link InvoiceState}, {@link LineCredit}, {@link LineKind}, {@link Payment},
 * {@link PaymentAllocation}, {@link PaymentReversal}, {@link PaymentReversalPart}, {@link ReversalKind}.
 *
 * <p>Refund: {@link Refund}, {@link RefundDestination}, {@link RefundPart}, {@link RefundState}, {@link RefundStep}.
 *
 * <p>Bill run: {@link BillRun}, {@link BillRunException}, {@link BillRunKind}, {@link BillRunSeries},
 * {@link BillRunState}, {@link BulkAmount}, {@link BulkChunk}, {@link BulkJob}, {@link BulkSums}, {@link BulkWorkKind},
 * {@link OpenBulkWork}, {@link RunCreditNotes}, {@link RunDocument}, {@link RunInvoices}, {@link RunRecord}.
 *
 * <p>Cancellation: {@link Cancellation}, {@link CancellationItem}, {@link CancellationKind},
 * {@link CancellationRequest}, {@link CancellationRequestState}, {@link CancellationState}, {@link Declaration},
 * {@link DeclarationKind}, {@link DeclarationState}, {@link DeclarationStep}, {@link Receipt}, {@link RequestedItem},
 * {@link Timing}.
 *
 * <p>Tenant: {@link Audit}, {@link OpenCalls}, {@link Operation}, {@link PublishableKeys}, {@link TenantDirectory},
 * {@link TenantRecord}.
 *
 * <p>Outbox: {@link Outbox}, {@link WaitingWork}.
 *
 * <p>All of them: {@link DatabaseReadiness}, {@link Where}.
 */
@NullMarked
package io.quittance.persistence;

import org.jspecify.annotations.NullMarked;
