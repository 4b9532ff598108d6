package io.quittance.settlement;

/**
 * The net and tax of one rate on an invoice, and the part that earlier documents have credited, in minor units.
 *
 * <p>Tax is rounded once a document. The document that credits the last of the net takes what is left of the tax, so
 * that all documents together equal the invoice to the cent.
 *
 * @param part the rate is {@code part ÷ whole}
 */
public record TaxOnCredit(long part, long whole, NetAndTax invoiced, NetAndTax credited) {

    /** A percent is a thousand thousandths, and a hundred of them the whole. */
    private static final long HUNDRED_PERCENT = 100_000;

    public TaxOnCredit {
        if (credited.net() < 0
                || credited.net() > invoiced.net()
                || credited.tax() < 0
                || credited.tax() > invoiced.tax()) {
            throw new IllegalArgumentException("Credited beyond the invoice");
        }
    }

    /** For a known rate, in thousandths of a percent. */
    public static TaxOnCredit byRate(long taxPerMille, NetAndTax invoiced, NetAndTax credited) {
        return new TaxOnCredit(taxPerMille, HUNDRED_PERCENT, invoiced, credited);
    }

    /** For an unknown rate, if only the tax is known. */
    public static TaxOnCredit byShare(NetAndTax invoiced, NetAndTax credited) {
        return new TaxOnCredit(invoiced.tax(), Math.max(1, invoiced.net()), invoiced, credited);
    }

    /** The tax on a net credit of the next document. */
    public long on(long net) {
        long leftNet = invoiced.net() - credited.net();
        long leftTax = invoiced.tax() - credited.tax();
        if (net < 0 || net > leftNet) {
            throw new IllegalArgumentException("A credit of " + net + " where " + leftNet + " is left");
        }
        return net == leftNet ? leftTax : Math.min(leftTax, Rounding.halfUp(net, part, whole));
    }

    /** The state for the next document after a credit. */
    public TaxOnCredit after(long net) {
        return new TaxOnCredit(part, whole, invoiced, new NetAndTax(credited.net() + net, credited.tax() + on(net)));
    }
}
