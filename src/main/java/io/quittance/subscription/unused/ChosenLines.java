package io.quittance.subscription.unused;

import io.quittance.invoice.PaidLine;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Subscription;
import io.quittance.refund.payout.AccountMoney;
import java.util.List;
import java.util.Set;

/**
 * Some of the lines that were charged for what ends; tax is still rounded over all lines of their documents.
 *
 * @param lines the chosen ones of {@code whole}
 */
public record ChosenLines(ChargedLines whole, List<PaidLine> lines) implements ChargedLines {

    @Override
    public AccountMoney money() {
        return whole.money();
    }

    @Override
    public List<InvoiceLine> documents() {
        return whole.documents();
    }

    @Override
    public Set<String> canceledAtOnce() {
        return whole.canceledAtOnce();
    }

    @Override
    public Subscription.BilledAs billedAs(InvoiceLine line) {
        return whole.billedAs(line);
    }

    @Override
    public boolean isOfContract(CreditNote note) {
        return whole.isOfContract(note);
    }
}
