package io.quittance.settlement;

/** Net and tax of an amount, in minor units. */
public record NetAndTax(long net, long tax) {

    public static final NetAndTax NOTHING = new NetAndTax(0, 0);

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
}
