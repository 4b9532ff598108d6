package io.quittance.settlement;

import java.util.ArrayList;
import java.util.List;

/**
 * The settlement of a line's credit, in minor units: it is refunded as far as it was paid, then offset against debts,
 * and only the rest becomes available credit. Money that was never paid never becomes spendable.
 *
 * @param refund goes to the requested destination
 * @param offset lowers what is owed on the same invoice
 * @param offsetElsewhere lowers what is owed on each of the other open invoices, in their order
 * @param availableCredit the rest
 */
public record Settlement(long refund, long offset, List<Long> offsetElsewhere, long availableCredit) {

    /**
     * The credit of a line, and what limits its refund.
     *
     * @param creditable the credit of the line, with tax
     * @param lineTotal the billed amount of the line, with tax
     */
    public record Claim(long creditable, long lineTotal, LinePayments paid, OpenDebts owed) {
        public Claim {
            if (creditable < 0 || creditable > lineTotal) {
                throw new IllegalArgumentException("No claim can be so: " + creditable + " of " + lineTotal);
            }
        }
    }

    /**
     * The payments of a line.
     *
     * @param onLine its share of what was paid
     * @param refundable paid minus refunded, the least of payment, invoice and line
     */
    public record LinePayments(long onLine, long refundable) {
        public LinePayments {
            if (onLine < 0 || refundable < 0) {
                throw new IllegalArgumentException("No payment can be so: " + onLine + ", " + refundable);
            }
        }
    }

    /**
     * The debts of the account.
     *
     * @param onInvoice the debt on the same invoice
     * @param elsewhere the debts on each of the account's other open invoices
     */
    public record OpenDebts(long onInvoice, List<Long> elsewhere) {
        public OpenDebts {
            if (onInvoice < 0) {
                throw new IllegalArgumentException("No debt can be so: " + onInvoice);
            }
        }
    }

    public static Settlement of(Claim claim) {
        long used = claim.lineTotal() - claim.creditable();
        long refund = Math.max(
                0,
                Math.min(
                        claim.paid().refundable(),
                        Math.min(claim.creditable(), claim.paid().onLine() - used)));
        long left = claim.creditable() - refund;
        long offset = Math.min(left, claim.owed().onInvoice());
        left -= offset;
        var elsewhere = new ArrayList<Long>();
        for (long owed : claim.owed().elsewhere()) {
            long part = Math.min(left, owed);
            elsewhere.add(part);
            left -= part;
        }
        return new Settlement(refund, offset, List.copyOf(elsewhere), left);
    }
}
