package io.quittance.account.close;

import io.quittance.billingitem.item.BillingItemCancellationExecution;
import io.quittance.billingitem.request.CancellationRequestExecution;
import io.quittance.cancellation.CancellationReceipt;
import io.quittance.cancellation.Receipts;
import io.quittance.desk.Journal;
import io.quittance.desk.Reason;
import io.quittance.event.AccountClosed;
import io.quittance.event.BillingCanceled;
import io.quittance.event.InvoiceCollectionRequested;
import io.quittance.invoice.ItemsOnInvoices;
import io.quittance.persistence.Account;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationKind;
import io.quittance.persistence.ClosureForm;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.LineCredit;
import io.quittance.persistence.Receipt;
import io.quittance.persistence.Timing;
import io.quittance.subscription.termination.TerminationExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Executes the plan of a closure in one transaction. Subscriptions are settled before items end: the credit of a
 * subscription's line does not depend on the item that it also names.
 */
@ApplicationScoped
class AccountClosureExecution {

    private final TerminationExecution terminations;
    private final BillingItemCancellationExecution items;
    private final CancellationRequestExecution requests;
    private final Receipts receipts;

    AccountClosureExecution(
            TerminationExecution terminations,
            BillingItemCancellationExecution items,
            CancellationRequestExecution requests,
            Receipts receipts) {
        this.terminations = terminations;
        this.items = items;
        this.requests = requests;
        this.receipts = receipts;
    }

    CancellationReceipt apply(
            CloseAccountRequest request, AccountClosurePlan plan, AccountClosureSnapshot found, Journal journal) {
        Reason reason = journal.reason();
        Cancellation closure = Cancellation.open(
                CancellationKind.ACCOUNT,
                plan.accountId(),
                plan.accountId(),
                new Cancellation.End(Timing.IMMEDIATE, plan.dates().effectiveOn(), journal.at()),
                journal.at());
        receipts.open(closure, reason, null, plan, found.money().policy().contactLine, journal);
        if (found.declared() != null) {
            found.declared().answer(closure, journal);
        }
        supersede(found, closure, journal);
        terminations.end(found.subscriptions(), plan.terminations(), reason, closure, journal);
        items.end(found.items(), plan.billingItems(), reason, closure, journal);
        requests.end(found.requests(), journal);
        cancelBillings(found, closure, journal);
        writeOff(plan, closure, journal);
        collect(plan, closure, journal);
        close(request, plan, found.account(), reason, closure, journal);
        closure.carryOut();
        receipts.carriedOut(closure, null, journal);
        return receipts.of(closure, journal.at());
    }

    /** The database allows one open cancellation per record, so these are superseded before others are opened. */
    private void supersede(AccountClosureSnapshot found, Cancellation closure, Journal journal) {
        Cancellation.flush();
        for (Cancellation given : found.scheduled()) {
            given.supersede(closure.id());
            receipts.add(given, Receipt.Kind.SUPERSEDED, closure.id(), journal);
        }
        Cancellation.flush();
    }

    private static void cancelBillings(AccountClosureSnapshot found, Cancellation closure, Journal journal) {
        found.billings().forEach(billing -> {
            billing.cancel(closure, journal.at());
            journal.publish(new BillingCanceled(
                    billing.id, billing.accountId, closure.id(), found.account().money(billing.amountMinor)));
        });
    }

    private static void writeOff(AccountClosurePlan plan, Cancellation closure, Journal journal) {
        List<LineCredit> credits = plan.with(OwedInvoice.Outcome.WRITTEN_OFF).stream()
                .flatMap(invoice -> invoice.lines().stream())
                .map(line -> new LineCredit(
                        line.lineId(),
                        closure.id(),
                        line.net().getAmountMinorLong(),
                        line.tax().getAmountMinorLong(),
                        null,
                        journal.at()))
                .toList();
        LineCredit.persist(credits);
        LineCredit.flush();
        // Items that ended earlier and waited for their last balance leave their invoices by it.
        ItemsOnInvoices.settle(
                InvoiceLine.itemsOf(
                        credits.stream().map(credit -> credit.lineId).toList()),
                journal);
    }

    private static void collect(AccountClosurePlan plan, Cancellation closure, Journal journal) {
        plan.with(OwedInvoice.Outcome.COLLECTED)
                .forEach(invoice -> journal.publish(new InvoiceCollectionRequested(
                        invoice.invoiceId(), plan.accountId(), closure.id(), invoice.outstanding())));
    }

    private static void close(
            CloseAccountRequest request,
            AccountClosurePlan plan,
            Account account,
            Reason reason,
            Cancellation closure,
            Journal journal) {
        account.close(new Account.Contact(request.name(), request.contactName(), request.contactEmail()));
        new ClosureForm(
                        closure,
                        journal.toJson(reason),
                        plan.organisation().optOutOfEmails(),
                        plan.dates().retainUntil(),
                        journal.at())
                .persist();
        journal.publish(new AccountClosed(
                account.id,
                closure.id(),
                plan.dates().effectiveOn(),
                plan.dates().retainUntil()));
    }
}
