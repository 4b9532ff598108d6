package io.quittance.testing;

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

    public static String usd(String amount) {
        return "{\"amount\":\"" + amount + "\",\"currency\":\"USD\"}";
    }
}
