package io.quittance.settlement;

/** What of a line is credited, in minor units. */
public record NetAndTax(long net, long tax) {

    public static final NetAndTax NOTHING = new NetAndTax(0, 0);

    public long total() {
        return Math.addExact(net, tax);
    }

    /**
     * The net and the tax of an amount that is credited with tax, of a line of which so much is left: in proportion, the
     * net rounded and the tax the rest, so that both add up and neither passes what is left of it.
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
