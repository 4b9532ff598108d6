package io.quittance.event;

/** Something that has happened. Its components are its data; type and subject are the CloudEvents attributes. */
public sealed interface Event
        permits AccountClosed,
                BillingCanceled,
                BillingItemCancellationScheduled,
                BillingItemCancellationUndone,
                BillingItemCanceled,
                BillingItemLeftInvoices,
                BillRunCanceled,
                BillRunCancellationStarted,
                BillRunDeleted,
                BillRunNextScheduled,
                CancellationRequestApproved,
                CancellationRequestCompleted,
                CancellationRequestItemRemoved,
                CancellationRequestOpened,
                CancellationRequestVoided,
                CommandRefused,
                DeclarationDismissed,
                DeclarationMatched,
                DeclarationReceived,
                DistributorReleased,
                InvoiceCollectionRequested,
                PaymentReversed,
                PenaltyCharged,
                ReceiptIssued,
                RefundApprovalRequested,
                RefundCanceled,
                RefundFailed,
                RefundPending,
                RefundRedirected,
                RefundRejected,
                RefundReversed,
                RefundSucceeded,
                RefundSucceededLate,
                ServiceRemovalScheduled,
                ServiceRemovalUndone,
                ServiceRemoved,
                SubscriptionEmptied,
                SubscriptionTerminated,
                SubscriptionTerminationScheduled,
                SubscriptionTerminationUndone,
                UsageDropped,
                UsageInvoiceRequested {

    /** Noun and past participle, such as {@code billing-item.canceled}. */
    String type();

    /** The id of what it happened to. */
    String subject();
}
