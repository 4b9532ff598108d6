package io.quittance.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * The schedule of new tries for an event that was not accepted: after ten seconds, then twice as long each time, at
 * most two hours. The fourteenth try is the last; it comes after about nine hours.
 */
final class DeliveryRule {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final int MOST_TRIES = 14;

    private DeliveryRule() {}

    /** The moment of the next try after a number of tries. */
    static Instant nextTry(int tried, Instant at) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(tried - 1, 20));
        return at.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    }

    static boolean isGivenUp(int tried) {
        return tried >= MOST_TRIES;
    }
}
