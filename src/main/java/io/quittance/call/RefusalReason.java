package io.quittance.call;

import java.util.Locale;

/**
 * Everything that can stand in the way, in order of precedence: of several facts, the first one listed is told.
 *
 * <p>This is the reference: each reason has its HTTP status, its title and the sentence that says what to do next, and a
 * page of its own ({@link ProblemPages}). Codes are stable; clients may switch on them.
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
            "Ask somebody whose role may; the API description names the roles of each function."),
    PUBLISHABLE_KEY_UNKNOWN(
            403,
            Stored.NO,
            "No such publishable key",
            "Use the key of the tenant's policy; one that is no longer listed there is not taken any more."),
    PAYLOAD_TOO_LARGE(
            413,
            Stored.NO,
            "The request is too large",
            "Send it in pieces; a body may have 6 MB, and one without a token 64 KB."),
    MALFORMED_JSON(400, Stored.NO, "The body is not JSON", "Send one JSON object, in UTF-8."),
    INVALID_REQUEST(
            400, Stored.NO, "The request is not valid", "Correct what the list of errors names, and send it again."),
    IDEMPOTENCY_KEY_MISSING(
            400,
            Stored.NO,
            "The command has no idempotency key",
            "Send a header Idempotency-Key with a value of your own, 1 to 255 characters, and the same one when you repeat the call."),
    INVALID_RECORDS(
            400,
            Stored.NO,
            "Records are not valid",
            "Nothing was imported. Correct what the list of errors names, and send it all again."),
    NO_EVENT_DESTINATION(
            422,
            Stored.NO,
            "Events go nowhere",
            "Configure a queue (quittance.events.queue) or a bus (quittance.events.bus); until then events wait."),
    TOO_MANY_REQUESTS(
            429, Stored.NO, "Too many requests", "Wait as long as the header Retry-After says, and send it again."),
    OPERATION_IN_PROGRESS(
            409,
            Stored.NO,
            "The same command is still running",
            "Repeat the call with the same key in a moment; it then answers what the first one answered."),
    UNAVAILABLE(
            503,
            Stored.NO,
            "Not available at the moment",
            "Repeat the call with the same key after the time in the header Retry-After: it settles whether the command was carried out."),
    INTERNAL_ERROR(
            500,
            Stored.NO,
            "Something is wrong on our side",
            "Nothing was changed. Repeat the call with the same key; if it fails again, tell us the error's id."),

    // The key.
    IDEMPOTENCY_KEY_REUSED(
            422, Stored.NO, "The key belongs to another request", "Send this request under a key of its own."),
    IDEMPOTENCY_KEY_EXPIRED(
            422,
            Stored.NO,
            "The key's answer is no longer kept",
            "The command was answered more than 30 days ago and is not carried out again. Look up what it did by list-cancellations."),

    // What does not exist, or is not the caller's to see.
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
            404, Stored.YES, "No such credit note", "Check the id; the note must be one of the same account."),
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

    // What stands in the way of a command.
    SELF_SERVICE_NOT_ALLOWED(422, Stored.YES, "Customers cannot do this themselves", "Ask the support to do it."),
    ACCOUNT_CLOSED(
            409,
            Stored.YES,
            "The account is closed",
            "Nothing new can be made for it; payments, uses of credit and refunds of what is open still work."),
    BILLING_ITEM_ALREADY_CANCELED(409, Stored.YES, "The billing item has ended", "Nothing is left to cancel."),
    SUBSCRIPTION_ALREADY_ENDED(409, Stored.YES, "The subscription has ended", "Nothing is left to terminate."),
    SERVICE_ALREADY_REMOVED(409, Stored.YES, "The service has ended", "Leave it out; nothing is left to remove of it."),
    CANCELLATION_REQUEST_DECIDED(
            409,
            Stored.YES,
            "The cancellation request is decided",
            "get-cancellation-request shows what has become of it."),
    CANCELLATION_ALREADY_REQUESTED(
            409,
            Stored.YES,
            "A cancellation is requested already",
            "Leave it, or take it out by remove-from-cancellation-request and ask again."),
    CANCELLATION_ALREADY_SCHEDULED(
            409,
            Stored.YES,
            "A cancellation is scheduled already",
            "Leave it, or undo it by undo-cancellation and ask again."),
    ALREADY_EFFECTIVE(
            409,
            Stored.YES,
            "The cancellation has taken effect",
            "It can no longer be undone; order anew what is still needed."),
    CANCELLATION_SUPERSEDED(
            409,
            Stored.YES,
            "Another cancellation has taken its place",
            "Undo the one that superseded it; that restores this one."),
    ITEM_NOT_CANCELABLE(
            422, Stored.YES, "The billing item cannot be canceled", "Do what the tenant says to do instead."),
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
            "It can no longer be canceled; correct its invoices one by one."),
    BILL_RUN_IN_PROGRESS(
            409,
            Stored.YES,
            "The bill run is being worked on",
            "Wait until it is done, look at its state, and decide again."),
    BILL_RUN_PAUSED(409, Stored.YES, "The bill run is paused", "Resume it in the billing system, then cancel it."),
    BILL_RUN_FAILED(409, Stored.YES, "The bill run has failed", "Delete it by delete-bill-run."),
    BILL_RUN_HAS_POSTED_INVOICES(
            409,
            Stored.YES,
            "Invoices of the bill run are posted",
            "It can no longer be ended as a whole; correct its invoices one by one."),
    BILL_RUN_NOT_CANCELED(
            409, Stored.YES, "The bill run is not canceled", "Cancel it by cancel-bill-run first, or leave it."),
    BILL_RUN_HAS_EXCEPTIONS(
            409,
            Stored.YES,
            "Documents of the bill run cannot be removed",
            "They are kept with what was paid, credited or disputed on them, and so is the run; get-bill-run lists them."),
    REFUND_NOT_PENDING_APPROVAL(
            409,
            Stored.YES,
            "The refund does not wait for approval",
            "It was decided already, or never needed it; list-refunds shows its history."),
    REFUND_NOT_PENDING(
            409,
            Stored.YES,
            "The payment system was not told of the refund",
            "Only refunds by ORIGINAL_PAYMENT are settled, once refund.pending was told."),
    REFUND_ALREADY_SETTLED(
            409,
            Stored.YES,
            "The refund has another outcome already",
            "Find out what the payment system did; a billing admin can reverse a refund that succeeded."),
    REFUND_NOT_FAILED(409, Stored.YES, "The refund has not failed", "Only a refund that has failed is retried."),
    REFUND_NOT_CANCELABLE(
            409,
            Stored.YES,
            "The refund cannot be canceled",
            "Only a refund that waits for approval or has failed is canceled; one that succeeded is reversed."),
    REFUND_NOT_REVERSIBLE(
            409,
            Stored.YES,
            "The refund cannot be reversed",
            "Only what has come back, or can still be taken back, is reversed, and once."),
    MAKER_IS_CHECKER(
            422,
            Stored.YES,
            "Nobody approves a refund of their own",
            "Ask another billing admin to approve or reject it."),
    DECLARATION_DECIDED(
            409, Stored.YES, "The declaration is decided", "list-declarations shows what has become of it."),
    DECLARATION_NOT_MATCHED(
            409,
            Stored.YES,
            "The declaration is not matched to it",
            "Match it by match-declaration first, or name the declaration that is meant."),
    SUBSCRIPTION_EXPIRED(
            422,
            Stored.YES,
            "The subscription has expired",
            "Reactivate it in the billing system, or terminate it from the first legal day on; then it ends by itself as well."),
    ACCOUNT_CLOSURE_BLOCKED(
            422,
            Stored.YES,
            "Something stands in the way of the closure",
            "Wait until what is listed as blockers is done, or cancel it; check-account-closure shows what is left."),
    OPEN_INVOICES_CHOICE_NOT_ALLOWED(
            422,
            Stored.YES,
            "Customers do not choose what becomes of open invoices",
            "Leave openInvoices out; they stay open."),
    SUBSCRIPTION_HAS_NO_TERM(
            422,
            Stored.YES,
            "The subscription has no term",
            "Ask for END_OF_PERIOD, ON_DATE, AFTER_DAYS or IMMEDIATE."),
    EFFECTIVE_DATE_NOT_ALLOWED(
            422,
            Stored.YES,
            "It cannot end on that day",
            "Name a day from earliest on, and at most latest where there is one."),
    PENALTY_WAIVER_NOT_ALLOWED(
            422,
            Stored.YES,
            "Only a billing admin waives a penalty",
            "Leave penaltyWaiver out, or ask a billing admin."),
    SERVICES_NOT_REMOVABLE(
            422,
            Stored.YES,
            "Services cannot leave",
            "All that stands in the way is listed as failures; where only the day does, earliestAllowedDate is the first one that can be used."),
    REFUND_CHOICE_NOT_ALLOWED(
            422,
            Stored.YES,
            "Customers do not choose how they are refunded",
            "Leave refund.mode out; the policy decides."),
    CREDIT_NOTE_NOT_USABLE(
            409, Stored.YES, "The credit note cannot be used", "Name a credit note that is issued and not used."),
    REFUND_NOT_FOR_CANCELED_ITEM(
            422,
            Stored.YES,
            "Items that were canceled at once are not refunded",
            "Nothing is owed for them; the policy's refundCanceledItems could allow it."),
    REFUNDS_NOT_ALLOWED(
            422,
            Stored.YES,
            "Refunds are not allowed",
            "Ask for mode NONE, or name a credit note that was issued for it; the policy's allowRefund allows refunds."),
    REFUND_MODE_REQUIRED(
            422,
            Stored.YES,
            "It is not said how to refund",
            "Say in refund.mode CREDIT_NOTE, AVAILABLE_CREDITS, ORIGINAL_PAYMENT or NONE."),
    REFUND_CONSENT_REQUIRED(
            422,
            Stored.YES,
            "The customer has not agreed to be refunded another way",
            "Refund it by ORIGINAL_PAYMENT, or put the customer's consent on record: consent with givenOn and evidence."),
    CREDIT_NOTE_EXISTS(
            409,
            Stored.YES,
            "A credit note was issued for it already",
            "Use it by mode CREDIT_NOTE; only a billing admin may pay besides, with refund.overrideReason."),
    OVERRIDE_NOT_ALLOWED(
            422, Stored.YES, "Only a billing admin may pay besides a credit note", "Ask a billing admin to do it."),
    NOTHING_TO_REFUND(
            422, Stored.YES, "Nothing can be refunded", "Nothing was paid for it, or all of it has gone back."),
    REFUND_EXCEEDS_PAYMENT(
            422,
            Stored.YES,
            "More than was paid",
            "Ask for at most what is refundable: what was paid and has not gone back."),
    REFUND_SPLIT_DOES_NOT_ADD_UP(
            422,
            Stored.YES,
            "The destinations do not add up to the refund",
            "Share out the whole refund, with its fee, over the destinations; the difference is what is missing or too much."),
    FINAL_USAGE_NOT_POSTPAID(
            422,
            Stored.YES,
            "The account has no usage that is billed afterwards",
            "Leave finalUsage out; only postpaid accounts have such usage."),
    FINAL_USAGE_CHOICE_NOT_ALLOWED(
            422,
            Stored.YES,
            "Customers do not choose what becomes of their usage",
            "Leave finalUsage out; a last invoice is asked for."),
    REASON_UNKNOWN(
            422,
            Stored.YES,
            "No such reason",
            "Use a code of list-cancellation-reasons, or leave the code out and give a note."),
    REASON_NOTE_MISSING(422, Stored.YES, "The reason needs a note", "Say in reason.note why."),
    TERMS_NOT_ACKNOWLEDGED(
            422,
            Stored.YES,
            "The terms are not acknowledged",
            "Show the terms of the preview, and send acknowledged: true with their termsVersion."),
    QUOTE_CHANGED(409, Stored.YES, "The plan is not the quoted one", "Ask for a new preview, and decide again.");

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

    /** Whether the refusal is a command's answer, stored under its key. */
    private enum Stored {
        YES,
        NO
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the refusal is a command's answer: kept under its key, and told the same to whoever asks again. */
    public boolean isAnswer() {
        return kept == Stored.YES;
    }

    /** Whether the same request may succeed in a moment: it is worth to come again. */
    public boolean isPassing() {
        return this == UNAVAILABLE || this == TOO_MANY_REQUESTS || this == OPERATION_IN_PROGRESS;
    }

    public String title() {
        return title;
    }

    /** What to do next. */
    public String next() {
        return next;
    }

    /** The last part of the address of its page. */
    public String page() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
