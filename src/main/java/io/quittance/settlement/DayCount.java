package io.quittance.settlement;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The way in which the days of a period are counted; periods are half-open, {@code [from, until)}. */
public enum DayCount {
    /** By the calendar. */
    ACTUAL {
        @Override
        public long days(LocalDate from, LocalDate until) {
            return ChronoUnit.DAYS.between(from, until);
        }
    },
    /** Every month has 30 days: the 31st counts as the 30th, and the last day of February as what it is. */
    THIRTY_360 {
        @Override
        public long days(LocalDate from, LocalDate until) {
            long months = ChronoUnit.MONTHS.between(from.withDayOfMonth(1), until.withDayOfMonth(1));
            return months * 30 + Math.min(until.getDayOfMonth(), 30) - Math.min(from.getDayOfMonth(), 30);
        }
    };

    /** The days of a period. */
    public abstract long days(LocalDate from, LocalDate until);
}
