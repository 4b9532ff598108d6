package io.quittance.settlement;

import java.time.LocalDate;

/**
 * What was billed on one invoice line, in minor units of the invoice's currency.
 *
 * @param amount before coupon and tax
 * @param coupon what was taken off it
 * @param tax what was put on the rest
 * @param taxPerMille the rate, in thousandths of a percent (20 % is 20,000), so that it is a whole number
 * @param from first day billed, in the account's time zone
 * @param until first day not billed
 */
public record BilledLine(long amount, long coupon, long tax, long taxPerMille, LocalDate from, LocalDate until) {

    public BilledLine {
        if (amount < 0 || coupon < 0 || coupon > amount || tax < 0 || taxPerMille < 0 || !until.isAfter(from)) {
            throw new IllegalArgumentException("No line can be billed so: " + amount + ", " + coupon + ", " + tax);
        }
    }

    /** After coupon, before tax. */
    public long net() {
        return amount - coupon;
    }

    /** What the customer owes for it. */
    public long total() {
        return Math.addExact(net(), tax);
    }
}
