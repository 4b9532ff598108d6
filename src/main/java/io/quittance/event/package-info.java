/**
 * A record for each event that Quittance publishes.
 *
 * <pre>
 *   plan ─ execution ─ journal.publish(event) ─▶ outbox, in the transaction of the effect ─▶ delivery
 * </pre>
 *
 * <p>Events: {@link AccountClosed}, {@link BillRunCanceled}, {@link BillRunCancellationStarted},
 * {@link BillRunDeleted}, {@link BillRunNextScheduled}, {@link BillingCanceled}, {@link BillingItemCanceled},
 * {@link BillingItemCancellationScheduled}, {@link BillingItemCancellationUndone}, {@link BillingItemLeftInvoices},
 * {@link CancellationRequestApproved}, {@link CancellationRequestCompleted}, {@link CancellationRequestItemRemoved},
 * {@link CancellationRequestOpened}, {@link CancellationRequestVoided}, {@link CommandRefused},
 * {@link DeclarationDismissed}, {@link DeclarationMatched}, {@link DeclarationReceived}, {@link DistributorReleased},
 * {@link Event}, {@link InvoiceCollectionRequested}, {@link PaymentReversed}, {@link PenaltyCharged}, {@link ReceiptIssued},
 * {@link RefundApprovalRequested}, {@link RefundCanceled}, {@link RefundFailed}, {@link RefundPending},
 * {@link RefundRedirected}, {@link RefundRejected}, {@link RefundReversed}, {@link RefundSucceeded},
 * {@link RefundSucceededLate}, {@link ServiceRemovalScheduled},
 * {@link ServiceRemovalUndone}, {@link ServiceRemoved}, {@link SubscriptionEmptied}, {@link SubscriptionTerminated},
 * {@link SubscriptionTerminationScheduled}, {@link SubscriptionTerminationUndone}, {@link UsageDropped},
 * {@link UsageInvoiceRequested}. Values of several events: {@link CancellationRef}, {@link ProvisioningCodes}.
 */
@NullMarked
package io.quittance.event;

import org.jspecify.annotations.NullMarked;
