package io.quittance.settlement;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A binding that is left before its end, in minor units of the account's currency. Nothing that is owed for it passes
 * what its rest would have cost.
 *
 * @param leftOn first day not billed
 * @param boundUntil first day on which it would not be bound any more
 * @param priceMinor the price of one period
 */
public record EarlyTerminationFee(LocalDate leftOn, LocalDate boundUntil, long priceMinor, Recurrence periods) {

    /**
     * The fee that is owed from a number of months left on.
     *
     * @param monthsLeft the least number of months
     */
    public record Band(int monthsLeft, long minor) {}

    /** The number of months left; one that has begun counts. */
    public int monthsLeft() {
        int months = 0;
        while (leftOn.plusMonths(months).isBefore(boundUntil)) {
            months++;
        }
        return months;
    }

    /** The price of the rest: whole periods at their price, the others by their days, rounded half up, once. */
    public long restMinor() {
        long part = 0;
        long whole = 1;
        LocalDate day = leftOn.isBefore(periods.anchorOn()) ? periods.anchorOn() : leftOn;
        while (day.isBefore(boundUntil)) {
            LocalDate next = periods.after(day);
            LocalDate until = next.isBefore(boundUntil) ? next : boundUntil;
            long length = ChronoUnit.DAYS.between(periods.upTo(day), next);
            long days = ChronoUnit.DAYS.between(day, until);
            if (days == length) {
                part += whole;
            } else {
                part = part * length + days * whole;
                whole *= length;
            }
            day = next;
        }
        return Rounding.halfUp(priceMinor, part, whole);
    }

    /** An amount. */
    public long fixed(long minor) {
        return capped(minor);
    }

    /** A share of what the rest would have cost, half up. */
    public long percentOfRest(int thousandthsOfAPercent) {
        return capped(Rounding.halfUp(restMinor(), thousandthsOfAPercent, 100_000));
    }

    /** An amount for each month that is left. */
    public long perMonthLeft(long minor) {
        return capped(Math.multiplyExact(minor, (long) monthsLeft()));
    }

    /**
     * The amount of the band in which the months that are left lie; nothing below the last.
     *
     * @param bands most months first
     */
    public long reducing(List<Band> bands) {
        int left = monthsLeft();
        return capped(bands.stream()
                .filter(band -> band.monthsLeft() <= left)
                .mapToLong(Band::minor)
                .findFirst()
                .orElse(0));
    }

    private long capped(long minor) {
        return Math.min(minor, restMinor());
    }
}
