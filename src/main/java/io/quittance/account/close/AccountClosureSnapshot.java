package io.quittance.account.close;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.quittance.billingitem.item.AccountItemsSnapshot;
import io.quittance.billingitem.request.AccountRequestsSnapshot;
import io.quittance.desk.AccountLocks;
import io.quittance.persistence.Account;
import io.quittance.persistence.Billing;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationReason;
import io.quittance.persistence.ClosureForm;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.refund.payout.AccountMoney;
import io.quittance.subscription.agreement.MatchedDeclaration;
import io.quittance.subscription.termination.AccountTerminationSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All records that the plan of a closure reads.
 *
 * @param form the form of the closure, if the account is already closed
 * @param billings those still to be collected
 * @param owed the lines that are not paid in full, those due first in front
 * @param invoices the invoices of these lines, by their ids
 * @param scheduled the cancellations that the closure supersedes
 * @param ownReasons the tenant's additions to the catalogue of reasons
 * @param declared the customer's declaration that it answers, where one is named
 */
record AccountClosureSnapshot(
        AccountMoney money,
        @Nullable ClosureForm form,
        AccountTerminationSnapshot subscriptions,
        AccountItemsSnapshot items,
        AccountRequestsSnapshot requests,
        List<Billing> billings,
        List<InvoiceLine> owed,
        Map<String, Invoice> invoices,
        List<Cancellation> scheduled,
        List<Blocker> blockers,
        List<CancellationReason> ownReasons,
        @Nullable MatchedDeclaration declared) {

    /** Loads the account that a request asks to close; it is locked where something will change. */
    static AccountClosureSnapshot load(CloseAccountRequest request, AccountLocks locks) {
        String id = request.accountId();
        Account account = locks.account(Optional.of(id), () -> AccountLocks.unknown(id));
        AccountMoney money = AccountMoney.load(account, request.choice().creditNoteId());
        List<InvoiceLine> owed = InvoiceLine.owedBy(id);
        return new AccountClosureSnapshot(
                money,
                ClosureForm.findById(id),
                AccountTerminationSnapshot.load(money, locks.at()),
                AccountItemsSnapshot.load(account, locks.at()),
                AccountRequestsSnapshot.load(account, locks.at()),
                Billing.openOf(id),
                owed,
                Invoice.<Invoice>list(
                                "id in ?1",
                                owed.stream().map(line -> line.invoiceId).collect(toSet()))
                        .stream()
                        .collect(toMap(invoice -> invoice.id, Function.identity())),
                Cancellation.scheduledOf(id, locks.at()),
                Blocker.of(id),
                CancellationReason.listAll(),
                MatchedDeclaration.load(request.declarationId(), id, null, locks));
    }

    Account account() {
        return money.account();
    }
}
