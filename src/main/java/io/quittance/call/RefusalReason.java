package io.quittance.call;

import java.util.Locale;

/**
 * All reasons for a refusal, in order of precedence: of several facts, the first one listed is returned.
 *
 * <p>This is the reference: each reason has its HTTP status, its title and the sentence that says what to do next, and
 * a page of its own ({@link ProblemPages}). Codes are stable; clients may switch on them.
 */
public enum RefusalReason {
    // The request as such. Not kept under its key: the same key can be used again.
    UNKNOWN_FUNCTION(404, Stored.NO, "No such function", "See the API description for the functions and their names."),
    METHOD_NOT_ALLOWED(405, Stored.NO, "Functions are called by POST", "Send the request as POST with a JSON body."),
    UNAUTHENTICATED(401, Stored.NO, "Not authenticated", "Send a valid token in the header Authorization: Bearer …"),
    TOKEN_INCOMPLETE(
            401,
            Stored.NO,
            "The token lacks a claim",
            "Ask your token's issuer for the claims sub, tenant, groups (one role) and, for a customer, account."),
    NOT_ALLOWED(
            403,
            Stored.NO,
            "Not allowed",
            "Use a token with one of the roles that the API description lists for this function."),
    PUBLISHABLE_KEY_UNKNOWN(
            403,
            Stored.NO,
            "No such publishable key",
            "Use a publishable key that the tenant's policy lists; a key that was removed from the policy is no longer accepted."),
    PAYLOAD_TOO_LARGE(
            413,
            Stored.NO,
            "The request is too large",
            "Send it in several calls. A body may have at most 6 MB, or 64 KB without a token."),
    MALFORMED_JSON(400, Stored.NO, "The body is not JSON", "Send one JSON object, in UTF-8."),
    INVALID_REQUEST(
            400,
            Stored.NO,
            "The request is not valid",
            "Correct the values that errors lists, and send the request again."),
    IDEMPOTENCY_KEY_MISSING(
            400,
            Stored.NO,
            "The command has no idempotency key",
            "Send the header Idempotency-Key with a value that you choose (1 to 255 characters), and send the same value when you repeat the call."),
    INVALID_RECORDS(
            400,
            Stored.NO,
            "Records are not valid",
            "Nothing was imported. Correct the values that errors lists, and send all records again."),
    NO_EVENT_DESTINATION(
            422,
            Stored.NO,
            "No destination for events is configured",
            "Configure a queue (quittance.events.queue) or a bus (quittance.events.bus); until then, events wait in the outbox."),
    TOO_MANY_REQUESTS(
            429,
            Stored.NO,
            "Too many requests",
            "Wait for the time in the header Retry-After, and send the request again."),
    OPERATION_IN_PROGRESS(
            409,
            Stored.NO,
            "The same command is still running",
            "Repeat the call with the same key in a moment; it returns the answer of the first call."),
    UNAVAILABLE(
            503,
            Stored.NO,
            "Not available at the moment",
            "Repeat the call with the same key after the time in the header Retry-After. The answer shows whether the command was carried out."),
    INTERNAL_ERROR(
            500,
            Stored.NO,
            "Internal error",
            "Nothing was changed. Repeat the call with the same key. If it fails again, report the id of the error."),

    // The key.
    IDEMPOTENCY_KEY_REUSED(422, Stored.NO, "The key belongs to another request", "Send this request with a new key."),
    IDEMPOTENCY_KEY_EXPIRED(
            422,
            Stored.NO,
            "The answer of this key is no longer stored",
            "The command was answered more than 30 days ago and is not carried out again. Use list-cancellations to see its effect."),

    // The record does not exist, or the caller may not see it.
    ACCOUNT_NOT_FOUND(404, Stored.YES, "No such account", "Check the id; list-accounts finds accounts by name."),
    BILLING_ITEM_NOT_FOUND(
            404, Stored.YES, "No such billing item", "Check the id; list-billing-items finds an account's items."),
    SUBSCRIPTION_NOT_FOUND(
            404,
            Stored.YES,
            "No such subscription",
            "Check the id; list-subscriptions finds an account's subscriptions."),
    SERVICE_NOT_FOUND(
            404, Stored.YES, "No such service", "Check the id; get-subscription shows a subscription's services."),
    PAYMENT_NOT_FOUND(404, Stored.YES, "No such payment", "Check the id; import the payment first."),
    INVOICE_NOT_FOUND(404, Stored.YES, "No such invoice", "Check the id; list-invoices finds an account's invoices."),
    CREDIT_NOTE_NOT_FOUND(
            404, Stored.YES, "No such credit note", "Check the id; the credit note must belong to the same account."),
    REFUND_NOT_FOUND(404, Stored.YES, "No such refund", "Check the id; list-refunds finds an account's refunds."),
    CANCELLATION_NOT_FOUND(
            404,
            Stored.YES,
            "No such cancellation",
            "Check the id; list-cancellations finds an account's cancellations."),
    CANCELLATION_REQUEST_NOT_FOUND(
            404,
            Stored.YES,
            "No such cancellation request",
            "Check the id; list-cancellation-requests finds an account's requests."),
    DECLARATION_NOT_FOUND(
            404, Stored.YES, "No such declaration", "Check the number; list-declarations finds declarations."),
    BILL_RUN_NOT_FOUND(404, Stored.YES, "No such bill run", "Check the id; list-bill-runs finds bill runs."),

    // The command cannot be carried out.
    SELF_SERVICE_NOT_ALLOWED(422, Stored.YES, "Customers cannot do this themselves", "Ask support to do it."),
    ACCOUNT_CLOSED(
            409,
            Stored.YES,
            "The account is closed",
            "No new records can be created for it. Payments, uses of credit and refunds of open amounts are still possible."),
    BILLING_ITEM_ALREADY_CANCELED(409, Stored.YES, "The billing item has ended", "Nothing is left to cancel."),
    SUBSCRIPTION_ALREADY_ENDED(409, Stored.YES, "The subscription has ended", "Nothing is left to terminate."),
    SERVICE_ALREADY_REMOVED(
            409, Stored.YES, "The service has ended", "Remove it from the request; nothing is left to remove."),
    CANCELLATION_REQUEST_DECIDED(
            409, Stored.YES, "The cancellation request is decided", "Use get-cancellation-request to see its state."),
    CANCELLATION_ALREADY_REQUESTED(
            409,
            Stored.YES,
            "A cancellation was already requested",
            "Keep it, or remove the item by remove-from-cancellation-request and request the cancellation again."),
    CANCELLATION_ALREADY_SCHEDULED(
            409,
            Stored.YES,
            "A cancellation is already scheduled",
            "Keep it, or undo it by undo-cancellation and send a new command."),
    ALREADY_EFFECTIVE(
            409,
            Stored.YES,
            "The cancellation has taken effect",
            "It can no longer be undone; place a new order for what is still needed."),
    CANCELLATION_SUPERSEDED(
            409,
            Stored.YES,
            "Another cancellation has superseded it",
            "Undo the superseding cancellation; that restores this one."),
    ITEM_NOT_CANCELABLE(
            422, Stored.YES, "The billing item cannot be canceled", "Use the alternative that detail names."),
    ITEM_HAS_DEPENDENTS(
            422, Stored.YES, "Other billing items depend on it", "Cancel the items listed as dependents first."),
    BILL_RUN_ALREADY_CANCELED(
            409,
            Stored.YES,
            "The bill run is canceled",
            "Nothing is left to cancel; get-bill-run shows how far the work is."),
    BILL_RUN_ALREADY_POSTED(
            409,
            Stored.YES,
            "The bill run is posted",
            "It can no longer be canceled; correct its invoices individually."),
    BILL_RUN_IN_PROGRESS(
            409,
            Stored.YES,
            "The bill run is in progress",
            "Wait until it is finished, check its state, and decide again."),
    BILL_RUN_PAUSED(409, Stored.YES, "The bill run is paused", "Resume it in the billing system, then cancel it."),
    BILL_RUN_FAILED(409, Stored.YES, "The bill run has failed", "Delete it by delete-bill-run."),
    BILL_RUN_HAS_POSTED_INVOICES(
            409,
            Stored.YES,
            "Invoices of the bill run are posted",
            "It can no longer be canceled as a whole; correct its invoices individually."),
    BILL_RUN_NOT_CANCELED(
            409, Stored.YES, "The bill run is not canceled", "Cancel it by cancel-bill-run first, or keep it."),
    BILL_RUN_HAS_EXCEPTIONS(
            409,
            Stored.YES,
            "Documents of the bill run cannot be removed",
            "Documents that are paid, credited, disputed or used are kept, and so is the run; get-bill-run lists them."),
    REFUND_NOT_PENDING_APPROVAL(
            409,
            Stored.YES,
            "The refund is not waiting for approval",
            "It was already decided, or never needed approval; list-refunds shows its history."),
    REFUND_NOT_PENDING(
            409,
            Stored.YES,
            "The refund is not with the payment system",
            "Only a refund by ORIGINAL_PAYMENT can be settled, after refund.pending was published."),
    REFUND_ALREADY_SETTLED(
            409,
            Stored.YES,
            "The refund already has another outcome",
            "Check the payment system; a billing admin can reverse a refund that succeeded."),
    REFUND_NOT_FAILED(409, Stored.YES, "The refund has not failed", "Only a failed refund can be retried."),
    REFUND_NOT_CANCELABLE(
            409,
            Stored.YES,
            "The refund cannot be canceled",
            "Only a refund that waits for approval or has failed can be canceled; reverse one that succeeded."),
    REFUND_NOT_REDIRECTABLE(
            409,
            Stored.YES,
            "The refund cannot be redirected",
            "Only a refund that has failed, or one of an end that was canceled and whose credit is unspent, can be redirected, once; request any other again by apply-refund."),
    PAYMENT_WENT_BACK(
            409,
            Stored.YES,
            "The payment went back by the bank",
            "Do not pay it again: reject or cancel the refund; what was paid is owed again."),
    REFUND_NOT_REVERSIBLE(
            409,
            Stored.YES,
            "The refund cannot be reversed",
            "A refund can be reversed once, and only if its money came back or can still be recovered."),
    MAKER_IS_CHECKER(
            422,
            Stored.YES,
            "You cannot approve your own refund",
            "Ask another billing admin to approve or reject it."),
    DECLARATION_DECIDED(409, Stored.YES, "The declaration is decided", "Use list-declarations to see its state."),
    DECLARATION_NOT_MATCHED(
            409,
            Stored.YES,
            "The declaration is not matched to this contract",
            "Match it by match-declaration first, or name the right declaration."),
    SUBSCRIPTION_EXPIRED(
            422,
            Stored.YES,
            "The subscription has expired",
            "Reactivate it in the billing system, or terminate it on or after the first legal day; from that day it also ends automatically."),
    ACCOUNT_CLOSURE_BLOCKED(
            422,
            Stored.YES,
            "The account cannot be closed yet",
            "Finish or cancel everything that blockers lists; check-account-closure shows what is left."),
    OPEN_INVOICES_CHOICE_NOT_ALLOWED(
            422,
            Stored.YES,
            "Customers cannot choose how open invoices are handled",
            "Omit openInvoices; the invoices stay open."),
    SUBSCRIPTION_HAS_NO_TERM(
            422, Stored.YES, "The subscription has no term", "Use END_OF_PERIOD, ON_DATE, AFTER_DAYS or IMMEDIATE."),
    EFFECTIVE_DATE_NOT_ALLOWED(
            422,
            Stored.YES,
            "It cannot end on that day",
            "Use a day that is not before earliest and, if latest is given, not after it."),
    PENALTY_WAIVER_NOT_ALLOWED(
            422, Stored.YES, "Only a billing admin can waive a penalty", "Omit penaltyWaiver, or ask a billing admin."),
    SERVICES_NOT_REMOVABLE(
            422,
            Stored.YES,
            "The services cannot be removed",
            "failures lists every obstacle. If only the day is too early, earliestAllowedDate is the first day that is allowed."),
    REFUND_CHOICE_NOT_ALLOWED(
            422, Stored.YES, "Customers cannot choose the refund mode", "Omit refund.mode; the policy decides."),
    CREDIT_NOTE_NOT_USABLE(
            409, Stored.YES, "The credit note cannot be used", "Use a credit note that is issued and not yet used."),
    REFUND_NOT_FOR_CANCELED_ITEM(
            422,
            Stored.YES,
            "Items that were canceled immediately are not refunded",
            "The policy's refundCanceledItems can allow it."),
    REFUND_DISPUTED(
            422,
            Stored.YES,
            "The invoice is disputed",
            "Wait until the dispute is decided. A billing admin can override it with overrideReason; then a second person approves the refund."),
    REFUNDS_NOT_ALLOWED(
            422,
            Stored.YES,
            "Refunds are not allowed",
            "Use mode NONE, or name a credit note that was issued for it; the policy's allowRefund can allow refunds."),
    REFUND_MODE_REQUIRED(
            422,
            Stored.YES,
            "The refund mode is missing",
            "Set refund.mode to CREDIT_NOTE, AVAILABLE_CREDITS, ORIGINAL_PAYMENT or NONE."),
    REFUND_CONSENT_REQUIRED(
            422,
            Stored.YES,
            "The customer has not consented to another way of refund",
            "Refund it by ORIGINAL_PAYMENT, or record the customer's consent with givenOn and evidence."),
    CREDIT_NOTE_EXISTS(
            409,
            Stored.YES,
            "A credit note was already issued for it",
            "Use it by mode CREDIT_NOTE. Only a billing admin may override it, with refund.overrideReason."),
    OVERRIDE_NOT_ALLOWED(
            422, Stored.YES, "Only a billing admin may override a credit note", "Ask a billing admin to override it."),
    NOTHING_TO_REFUND(
            422, Stored.YES, "Nothing can be refunded", "Nothing was paid for it, or everything was already refunded."),
    REFUND_EXCEEDS_PAYMENT(
            422,
            Stored.YES,
            "The refund exceeds the payment",
            "Request at most refundable: the amount that was paid and not yet refunded."),
    REFUND_SPLIT_DOES_NOT_ADD_UP(
            422,
            Stored.YES,
            "The destinations do not add up to the refund",
            "The amounts of the destinations, including the fee, must add up to the refund; difference shows how much is missing or too much."),
    FINAL_USAGE_NOT_POSTPAID(
            422,
            Stored.YES,
            "The account is not postpaid",
            "Omit finalUsage; only postpaid accounts have usage that is billed afterwards."),
    FINAL_USAGE_CHOICE_NOT_ALLOWED(
            422,
            Stored.YES,
            "Customers cannot choose how their last usage is handled",
            "Omit finalUsage; a last invoice is requested."),
    TERMS_NOT_ACKNOWLEDGED(
            422,
            Stored.YES,
            "The terms are not acknowledged",
            "Show the terms of the preview to the user, and send acknowledged: true with their termsVersion."),
    REASON_UNKNOWN(
            422,
            Stored.YES,
            "No such reason",
            "Use a code of list-cancellation-reasons, or omit the code and give a note."),
    REASON_NOTE_MISSING(422, Stored.YES, "The reason needs a note", "Explain the reason in reason.note."),
    QUOTE_CHANGED(409, Stored.YES, "The plan differs from the quoted plan", "Request a new preview, and decide again.");

    private final int status;
    private final Stored kept;
    private final String title;
    private final String next;

    RefusalReason(int status, Stored kept, String title, String next) {
        this.status = status;
        this.kept = kept;
        this.title = title;
        this.next = next;
    }

    /** Defines whether a refusal is a command's answer and is stored under its key. */
    private enum Stored {
        YES,
        NO
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Returns true if the refusal is a command's answer: it is stored under the key and returned for every repetition. */
    public boolean isAnswer() {
        return kept == Stored.YES;
    }

    /** Returns true if the same request may succeed a moment later, so that a new try is worthwhile. */
    public boolean isPassing() {
        return this == UNAVAILABLE || this == TOO_MANY_REQUESTS || this == OPERATION_IN_PROGRESS;
    }

    public String title() {
        return title;
    }

    /** The next step for the caller. */
    public String next() {
        return next;
    }

    /** The last part of the address of its page. */
    public String page() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
