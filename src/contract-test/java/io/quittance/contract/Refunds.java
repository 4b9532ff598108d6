package io.quittance.contract;

import java.util.List;

/** Bodies that ask for refunds, in dollars. */
public final class Refunds {

    private Refunds() {}

    /** All that can be refunded of something, such as the payment that {@code paymentId} names. */
    public static String of(Body what, String destination) {
        return Commands.refund(what.to(destination)).json();
    }

    /** An amount of it. */
    public static String of(Body what, String amount, String destination) {
        return of(what.amount(amount), destination);
    }

    /** A credit note is the refund. */
    public static String byNote(Body what, String note) {
        return of(what.with("creditNoteId", note), "CREDIT_NOTE");
    }

    /** A step of a refund, with more of its body. */
    public static String step(String refund, Body more) {
        return Body.of("refundId", refund).and(more).json();
    }

    /** A step of a refund with a reason. */
    public static String because(String refund, Body more) {
        return step(refund, more.reason("ERROR", "By mistake."));
    }

    /** The records of a credit note of the account harbor, and what it is for. */
    public static String note(String id, String amount, Body of) {
        Body note = Body.of("id", id, "accountId", "harbor", "issuedOn", "2026-06-10");
        return Body.json("creditNotes", List.of(note.amount(amount).and(of)));
    }

    public static String usd(String amount) {
        return Body.usd(amount).json();
    }
}
