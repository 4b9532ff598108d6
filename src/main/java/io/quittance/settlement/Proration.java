package io.quittance.settlement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Prices the days of a billed line that are not used.
 *
 * <p>Only the credit is rounded; what is kept is the rest. So both always add up to what was billed, which they would not
 * if each were rounded by itself.
 */
public record Proration(BilledLine line, DayCount dayCount) {

    /**
     * The credit of a line from a day on, in minor units.
     *
     * @param net after coupon, before tax
     * @param couponShare how much more the credit would be without the coupon
     * @param kept net of the days used
     */
    public record Credit(long net, long couponShare, long kept) {}

    /**
     * The credit for the days from {@code effectiveOn}, the first day not used, to the end of the period: all of them
     * where the day lies before the period, none where it lies behind.
     */
    public Credit creditFrom(LocalDate effectiveOn) {
        return creditFor(left(effectiveOn));
    }

    /** The same by seconds: from the moment at which the use ends to the end of the period, in the account's time zone. */
    public Credit creditFrom(Instant effectiveAt, ZoneId zone) {
        return creditFor(left(effectiveAt, zone));
    }

    /** The billed amount minus the used days at the price before the coupon; never below zero. */
    public Credit reRatedFrom(LocalDate effectiveOn) {
        return reRatedFor(left(effectiveOn));
    }

    /** The same by seconds. */
    public Credit reRatedFrom(Instant effectiveAt, ZoneId zone) {
        return reRatedFor(left(effectiveAt, zone));
    }

    /**
     * The credit for the whole months that are left from a day on, out of the months of the line. Months are counted from
     * its first day; a line that is not of whole months is credited by the days from the first whole month on.
     */
    public Credit creditForWholeMonthsFrom(LocalDate effectiveOn) {
        LocalDate month = months().after(effectiveOn.minusDays(1));
        LocalDate first = month.isAfter(line.until()) ? line.until() : month;
        return wholeMonths()
                .map(all ->
                        creditFor(Remainder.of(all - months().periodsTo(first).orElseThrow(), all)))
                .orElseGet(() -> creditFrom(first));
    }

    /**
     * The billed amount minus the used months at the price before the coupon, and the days of the last one by its own
     * length; never below zero. A line that is not of whole months is re-rated by days.
     */
    public Credit reRatedByMonthsFrom(LocalDate effectiveOn) {
        if (!effectiveOn.isAfter(line.from()) || !effectiveOn.isBefore(line.until())) {
            return reRatedFrom(effectiveOn);
        }
        LocalDate month = months().upTo(effectiveOn);
        long days = dayCount.days(month, months().after(month));
        long used = dayCount.days(month, effectiveOn);
        return wholeMonths()
                .filter(all -> days > 0)
                .map(all -> reRatedFor(Remainder.of(
                        (all - months().periodsTo(month).orElseThrow()) * days - Math.min(used, days), all * days)))
                .orElseGet(() -> reRatedFrom(effectiveOn));
    }

    private Recurrence months() {
        return new Recurrence(line.from(), PeriodUnit.MONTH, 1);
    }

    /** The number of months of the line, if it is of whole months. */
    private Optional<Long> wholeMonths() {
        OptionalLong all = months().periodsTo(line.until());
        return all.isPresent() ? Optional.of(all.getAsLong()) : Optional.empty();
    }

    /** The part of the period that is left: unused days, seconds or months out of all. */
    private record Remainder(long unused, long whole) {

        static Remainder of(long left, long whole) {
            return new Remainder(Math.max(0, Math.min(whole, left)), whole);
        }
    }

    private Remainder left(LocalDate effectiveOn) {
        long billed = dayCount.days(line.from(), line.until());
        // A period of the 30th and 31st has no day by THIRTY_360; the calendar decides then.
        DayCount counting = billed > 0 ? dayCount : DayCount.ACTUAL;
        return Remainder.of(counting.days(effectiveOn, line.until()), counting.days(line.from(), line.until()));
    }

    private Remainder left(Instant effectiveAt, ZoneId zone) {
        Instant until = line.until().atStartOfDay(zone).toInstant();
        return Remainder.of(
                effectiveAt.until(until, ChronoUnit.SECONDS),
                line.from().atStartOfDay(zone).toInstant().until(until, ChronoUnit.SECONDS));
    }

    private Credit creditFor(Remainder left) {
        return credit(Rounding.halfUp(line.net(), left.unused(), left.whole()), left);
    }

    private Credit reRatedFor(Remainder left) {
        long used = Rounding.halfUp(line.amount(), left.whole() - left.unused(), left.whole());
        return credit(Math.max(0, line.net() - used), left);
    }

    private Credit credit(long net, Remainder left) {
        long withoutCoupon = Rounding.halfUp(line.amount(), left.unused(), left.whole());
        return new Credit(net, withoutCoupon - net, line.net() - net);
    }
}
