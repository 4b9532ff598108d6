package io.quittance.metric;

import java.util.Locale;

/** What has become of a command, for whoever counts. */
public enum Outcome {
    /** It was carried out. */
    ACCEPTED,
    /** It was answered before, by whatever answer, and is answered the same again. */
    REPLAYED,
    /** Something of the caller's stands in the way, be it the business or the request. */
    REFUSED,
    /** It is our fault, or the database's. */
    FAILED;

    /** As a label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
