package io.quittance.metric;

import java.util.Locale;

/** The outcome of a command, as it is counted. */
public enum Outcome {
    /** It was carried out. */
    ACCEPTED,
    /** It was answered before, by whatever answer, and is answered the same again. */
    REPLAYED,
    /** The caller's request or a business rule prevented it. */
    REFUSED,
    /** It is our fault, or the database's. */
    FAILED;

    /** As a label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
