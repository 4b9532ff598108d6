package io.quittance.settlement;

/**
 * What one invoice says of one tax rate, and what earlier documents have credited of it, in minor units.
 *
 * <p>Tax is rounded once a document. The document that credits the last of the net takes what is left of the tax, so that
 * all documents together equal the invoice to the cent.
 */
public record TaxOnCredit(long taxPerMille, long invoicedNet, long invoicedTax, long creditedNet, long creditedTax) {

    /** A percent is a thousand thousandths, and a hundred of them the whole. */
    private static final long WHOLE = 100_000;

    public TaxOnCredit {
        if (creditedNet < 0 || creditedNet > invoicedNet || creditedTax < 0 || creditedTax > invoicedTax) {
            throw new IllegalArgumentException("Credited beyond the invoice");
        }
    }

    /** The tax on a net credit of the next document. */
    public long on(long net) {
        long leftNet = invoicedNet - creditedNet;
        long leftTax = invoicedTax - creditedTax;
        if (net < 0 || net > leftNet) {
            throw new IllegalArgumentException("A credit of " + net + " where " + leftNet + " is left");
        }
        return net == leftNet ? leftTax : Math.min(leftTax, Rounding.halfUp(net, taxPerMille, WHOLE));
    }

    /** What the next document finds after a credit. */
    public TaxOnCredit after(long net) {
        return new TaxOnCredit(taxPerMille, invoicedNet, invoicedTax, creditedNet + net, creditedTax + on(net));
    }
}
