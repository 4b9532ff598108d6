package io.quittance.account.close;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.quittance.persistence.Account;
import io.quittance.persistence.InvoiceLine;
import io.quittance.settlement.NetAndTax;
import io.quittance.subscription.unused.LineOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.joda.money.Money;

/**
 * An invoice of which something is still to be paid when its account is closed, after what the terminations have taken
 * off it.
 *
 * @param outstanding the amount that is still owed, with tax
 */
public record OwedInvoice(
        String invoiceId, boolean disputed, Money outstanding, Outcome outcome, List<OwedLine> lines) {

    /** The outcomes of an invoice. */
    public enum Outcome {
        STAYS_OPEN,
        WRITTEN_OFF,
        COLLECTED
    }

    /**
     * One line of the invoice.
     *
     * @param net the net of the outstanding amount
     */
    public record OwedLine(String lineId, Money net, Money tax) {}

    /**
     * The invoices that are still open, those due first in front.
     *
     * @param lines the outcomes of the lines of the subscriptions that end
     */
    static List<OwedInvoice> of(AccountClosureSnapshot found, List<LineOutcome> lines, OpenInvoices choice) {
        Map<String, LineOutcome> outcomes = lines.stream().collect(toMap(LineOutcome::lineId, Function.identity()));
        Map<String, List<InvoiceLine>> byInvoice = found.owed().stream()
                .filter(line -> outstanding(line, outcomes) > 0)
                .collect(groupingBy(line -> line.invoiceId, LinkedHashMap::new, Collectors.toList()));
        return byInvoice.entrySet().stream()
                .map(each -> of(each.getKey(), each.getValue(), found, outcomes, choice))
                .toList();
    }

    private static OwedInvoice of(
            String id,
            List<InvoiceLine> lines,
            AccountClosureSnapshot found,
            Map<String, LineOutcome> outcomes,
            OpenInvoices choice) {
        Account account = found.account();
        boolean disputed = Objects.requireNonNull(found.invoices().get(id)).disputed;
        return new OwedInvoice(
                id,
                disputed,
                account.money(lines.stream()
                        .mapToLong(line -> outstanding(line, outcomes))
                        .sum()),
                switch (choice) {
                    case LEAVE -> Outcome.STAYS_OPEN;
                    case WRITE_OFF -> Outcome.WRITTEN_OFF;
                    case COLLECT -> disputed ? Outcome.STAYS_OPEN : Outcome.COLLECTED;
                },
                lines.stream().map(line -> owed(line, outcomes, account)).toList());
    }

    private static OwedLine owed(InvoiceLine line, Map<String, LineOutcome> outcomes, Account account) {
        LineOutcome outcome = outcomes.get(line.id);
        long creditedNet = line.creditedNetMinor()
                + (outcome == null ? 0 : outcome.credits().creditNet().getAmountMinorLong());
        long creditedTax = line.creditedTaxMinor()
                + (outcome == null ? 0 : outcome.credits().creditTax().getAmountMinorLong());
        NetAndTax part = NetAndTax.of(
                outstanding(line, outcomes),
                new NetAndTax(line.netMinor - creditedNet, line.taxMinor - creditedTax),
                line.taxRate);
        return new OwedLine(line.id, account.money(part.net()), account.money(part.tax()));
    }

    private static long outstanding(InvoiceLine line, Map<String, LineOutcome> outcomes) {
        LineOutcome outcome = outcomes.get(line.id);
        return line.outstandingMinor() - (outcome == null ? 0 : outcome.offset().getAmountMinorLong());
    }
}
