package io.quittance.sequences;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Periods that are counted from their anchor. */
record Periods(LocalDate anchor, ChronoUnit unit, int count) {

    /** The first day after another on which a period starts. */
    LocalDate after(LocalDate day) {
        LocalDate start = anchor;
        for (long period = 1; !start.isAfter(day); period++) {
            start = anchor.plus(period * count, unit);
        }
        return start;
    }
}
