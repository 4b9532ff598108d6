package io.quittance.settlement;

import org.jspecify.annotations.Nullable;

/** Net and tax of an amount, in minor units. */
public record NetAndTax(long net, long tax) {

    public static final NetAndTax NOTHING = new NetAndTax(0, 0);

    /** A tax rate is a number of thousandths of a percent, and this is all of it. */
    private static final long HUNDRED_PERCENT = 100_000;

    public long total() {
        return Math.addExact(net, tax);
    }

    /**
     * Divides an amount with tax, credited of a line, into net and tax: in proportion to what is left of the line, the
     * net rounded and the tax the rest, so that both add up and neither exceeds what is left of it.
     */
    public static NetAndTax of(long total, NetAndTax left) {
        if (total > left.total()) {
            throw new IllegalArgumentException("A credit of " + total + " where " + left.total() + " is left");
        }
        if (total == 0) {
            return NOTHING;
        }
        long net = Rounding.halfUp(total, left.net(), left.total());
        return new NetAndTax(net, total - net);
    }

    /**
     * Divides an amount with tax by the tax rate of its line: the net is {@code total ÷ (1 + rate)}, rounded, and the tax the
     * rest; the last part takes what is left of both. Neither exceeds what is left of it.
     *
     * @param rate in thousandths of a percent; null if only the tax is known, which is then divided in proportion
     */
    public static NetAndTax of(long total, NetAndTax left, @Nullable Integer rate) {
        if (rate == null || total >= left.total()) {
            return of(total, left);
        }
        long net = Rounding.halfUp(total, HUNDRED_PERCENT, HUNDRED_PERCENT + rate);
        long within = Math.max(total - left.tax(), Math.min(net, left.net()));
        return new NetAndTax(within, total - within);
    }
}
