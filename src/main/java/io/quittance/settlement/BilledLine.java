package io.quittance.settlement;

import java.time.LocalDate;

/**
 * The billed amounts of one invoice line, in minor units of the invoice's currency.
 *
 * @param amount before coupon and tax
 * @param coupon the discount
 * @param tax on the rest
 * @param from first day billed, in the account's time zone
 * @param until first day not billed
 */
public record BilledLine(long amount, long coupon, Tax tax, LocalDate from, LocalDate until) {

    /**
     * The tax of a line.
     *
     * @param amount minor units
     * @param perMille the rate in thousandths of a percent (20 % is 20,000), so that it is a whole number; 0 if it is unknown
     */
    public record Tax(long amount, long perMille) {

        public Tax {
            if (amount < 0 || perMille < 0) {
                throw new IllegalArgumentException("No tax can be so: " + amount + " at " + perMille);
            }
        }
    }

    public BilledLine {
        if (amount < 0 || coupon < 0 || coupon > amount || !until.isAfter(from)) {
            throw new IllegalArgumentException(
                    "No line can be billed so: " + amount + ", " + coupon + ", " + tax.amount());
        }
    }

    /** After coupon, before tax. */
    public long net() {
        return amount - coupon;
    }

    /** The amount that the customer owes for the line. */
    public long total() {
        return Math.addExact(net(), tax.amount());
    }
}
