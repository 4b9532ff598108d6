package io.quittance.contract;

/** Bodies that ask for refunds, in dollars. */
public final class Refunds {

    private Refunds() {}

    /** All that can go back of something, such as {@code "paymentId":"P-1"}. */
    public static String of(String what, String destination) {
        return "{" + what + ",\"destination\":\"" + destination + "\",\"reason\":{\"code\":\"NO_LONGER_NEEDED\"}}";
    }

    /** So much of it. */
    public static String of(String what, String amount, String destination) {
        return of(what + ",\"amount\":" + usd(amount), destination);
    }

    /** A credit note is the refund. */
    public static String byNote(String what, String note) {
        return of(what + ",\"creditNoteId\":\"" + note + "\"", "CREDIT_NOTE");
    }

    /** A step of a refund; more of its body begins with a comma. */
    public static String step(String refund, String more) {
        return "{\"refundId\":\"" + refund + "\"" + more + "}";
    }

    /** A step of a refund with a reason. */
    public static String because(String refund, String more) {
        return step(refund, more + ",\"reason\":{\"code\":\"ERROR\",\"note\":\"By mistake.\"}");
    }

    public static String usd(String amount) {
        return Body.json("amount", amount, "currency", "USD");
    }
}
