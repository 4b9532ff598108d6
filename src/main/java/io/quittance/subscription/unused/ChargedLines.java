package io.quittance.subscription.unused;

import io.quittance.invoice.PaidLine;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Subscription;
import io.quittance.refund.payout.AccountMoney;
import io.quittance.refund.payout.PayoutRules;
import java.util.List;
import java.util.Set;

/** The lines charged for what ends, one subscription or several. */
public interface ChargedLines {

    AccountMoney money();

    /** The lines whose period is not over, and whose days were not credited before. */
    List<PaidLine> lines();

    /** All lines of the invoices of those: tax is rounded once a document. */
    List<InvoiceLine> documents();

    /** The ids of the billing items among them that were canceled at once. */
    Set<String> canceledAtOnce();

    /** The billing kind of the contract of a line. */
    Subscription.BilledAs billedAs(InvoiceLine line);

    /** Returns true if a credit note was issued for a contract that ends. */
    boolean isOfContract(CreditNote note);

    /** Returns true if a credit note was issued for a contract that ends, or for one of the lines. */
    default boolean isNamedBy(CreditNote note) {
        return isOfContract(note) || PayoutRules.namesAnyOf(lines()).test(note);
    }
}
