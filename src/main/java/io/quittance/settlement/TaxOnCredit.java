package io.quittance.settlement;

/**
 * What one invoice says of one tax rate, and what earlier documents have credited of it, in minor units.
 *
 * <p>Tax is rounded once a document. The document that credits the last of the net takes what is left of the tax, so that
 * all documents together equal the invoice to the cent.
 *
 * @param part the rate is {@code part ÷ whole}
 */
public record TaxOnCredit(
        long part, long whole, long invoicedNet, long invoicedTax, long creditedNet, long creditedTax) {

    /** A percent is a thousand thousandths, and a hundred of them the whole. */
    private static final long HUNDRED_PERCENT = 100_000;

    public TaxOnCredit {
        if (creditedNet < 0 || creditedNet > invoicedNet || creditedTax < 0 || creditedTax > invoicedTax) {
            throw new IllegalArgumentException("Credited beyond the invoice");
        }
    }

    /** Where the rate is known, in thousandths of a percent. */
    public static TaxOnCredit byRate(
            long taxPerMille, long invoicedNet, long invoicedTax, long creditedNet, long creditedTax) {
        return new TaxOnCredit(taxPerMille, HUNDRED_PERCENT, invoicedNet, invoicedTax, creditedNet, creditedTax);
    }

    /** Where only the tax is known. */
    public static TaxOnCredit byShare(long invoicedNet, long invoicedTax, long creditedNet, long creditedTax) {
        return new TaxOnCredit(
                invoicedTax, Math.max(1, invoicedNet), invoicedNet, invoicedTax, creditedNet, creditedTax);
    }

    /** The tax on a net credit of the next document. */
    public long on(long net) {
        long leftNet = invoicedNet - creditedNet;
        long leftTax = invoicedTax - creditedTax;
        if (net < 0 || net > leftNet) {
            throw new IllegalArgumentException("A credit of " + net + " where " + leftNet + " is left");
        }
        return net == leftNet ? leftTax : Math.min(leftTax, Rounding.halfUp(net, part, whole));
    }

    /** What the next document finds after a credit. */
    public TaxOnCredit after(long net) {
        return new TaxOnCredit(part, whole, invoicedNet, invoicedTax, creditedNet + net, creditedTax + on(net));
    }
}
