package io.quittance.settlement;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the credit of a line goes, in minor units: back to the customer as far as it was paid, then against what is owed,
 * and only the rest to the available credits. Money that was never paid never becomes spendable.
 *
 * @param refund goes to the destination asked for
 * @param offset lowers what is owed on the same invoice
 * @param offsetElsewhere lowers what is owed on each of the other open invoices, in their order
 * @param availableCredit what is left
 */
public record Settlement(long refund, long offset, List<Long> offsetElsewhere, long availableCredit) {

    /**
     * What is known before.
     *
     * @param creditable the credit of the line, with tax
     * @param lineTotal what was billed for it, with tax
     * @param paidOnLine its share of what was paid
     * @param refundable paid minus refunded, the least of payment, invoice and line
     * @param owedOnInvoice what is still owed on the same invoice
     * @param owedElsewhere what is still owed on each of the account's other open invoices
     */
    public record Claim(
            long creditable,
            long lineTotal,
            long paidOnLine,
            long refundable,
            long owedOnInvoice,
            List<Long> owedElsewhere) {
        public Claim {
            if (creditable < 0 || creditable > lineTotal || paidOnLine < 0 || refundable < 0 || owedOnInvoice < 0) {
                throw new IllegalArgumentException("No claim can be so: " + creditable + " of " + lineTotal);
            }
        }
    }

    public static Settlement of(Claim claim) {
        long used = claim.lineTotal() - claim.creditable();
        long refund =
                Math.max(0, Math.min(claim.refundable(), Math.min(claim.creditable(), claim.paidOnLine() - used)));
        long left = claim.creditable() - refund;
        long offset = Math.min(left, claim.owedOnInvoice());
        left -= offset;
        var elsewhere = new ArrayList<Long>();
        for (long owed : claim.owedElsewhere()) {
            long part = Math.min(left, owed);
            elsewhere.add(part);
            left -= part;
        }
        return new Settlement(refund, offset, List.copyOf(elsewhere), left);
    }
}
