package io.quittance.subscription.unused;

import io.quittance.invoice.PaidLine;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Subscription;
import io.quittance.refund.payout.AccountMoney;
import java.util.List;
import java.util.Set;

/** What was charged for what ends, one subscription or several, as it stands. */
public interface ChargedLines {

    AccountMoney money();

    /** The lines whose period is not over, and whose days were not credited before. */
    List<PaidLine> lines();

    /** All lines of the invoices of those: tax is rounded once a document. */
    List<InvoiceLine> documents();

    /** The ids of the billing items among them that were canceled at once. */
    Set<String> canceledAtOnce();

    /** How the contract of a line is billed. */
    Subscription.BilledAs billedAs(InvoiceLine line);

    /** Whether a credit note was issued for it. */
    boolean isNamedBy(CreditNote note);
}
