package io.quittance.refund;

import io.quittance.persistence.Account;
import io.quittance.persistence.AdminFee;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Policy;
import io.quittance.persistence.ReasonCategory;
import io.quittance.persistence.RefundLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a tenant and one of its accounts, as a refund looks at it.
 *
 * @param adminFeeMinor what a refund costs, in minor units of the account's currency
 * @param refundLimitMinor what one person may refund at once, in the same; null where the policy has no limit
 * @param creditNotes those issued and not used, and the one that the caller names, whatever its state
 * @param paidOutNotes those of a line that were paid out by themselves
 * @param owed the lines of the account that are not paid in full, those due first in front; empty where a refund does not
 *     ask for them
 * @param cause what kind of reason money goes back for
 */
public record AccountMoney(
        Account account,
        Policy policy,
        long adminFeeMinor,
        @Nullable Long refundLimitMinor,
        List<CreditNote> creditNotes,
        List<CreditNote> paidOutNotes,
        List<InvoiceLine> owed,
        ReasonCategory cause) {

    public static AccountMoney of(Account account, @Nullable String namedCreditNote) {
        return new AccountMoney(
                account,
                Policy.current(),
                AdminFee.in(account.currency),
                RefundLimit.in(account.currency),
                CreditNote.list(
                        "accountId = ?1 and (state = ISSUED or id = ?2) order by id",
                        account.id,
                        namedCreditNote == null ? "" : namedCreditNote),
                CreditNote.list(
                        "accountId = ?1 and state = USED and lineId is not null and refundId in"
                                + " (select p.refundId from RefundPart p where p.creditNoteId is not null) order by id",
                        account.id),
                List.of(),
                ReasonCategory.ORDINARY);
    }

    /** The same where money goes back for a kind of reason: some cost nothing. */
    public AccountMoney because(ReasonCategory category) {
        return new AccountMoney(
                account,
                policy,
                category.isWithoutFee() ? 0 : adminFeeMinor,
                refundLimitMinor,
                creditNotes,
                paidOutNotes,
                owed,
                category);
    }

    /** Whether money may go back at all: the policy's switch does not stand in the way of the law. */
    boolean allowsRefunds() {
        return policy.allowRefund || cause.isRefundOwed();
    }

    /** The same with what the account owes, where a refund is to pay it. */
    AccountMoney withDebts() {
        return new AccountMoney(
                account,
                policy,
                adminFeeMinor,
                refundLimitMinor,
                creditNotes,
                paidOutNotes,
                InvoiceLine.owedBy(account.id),
                cause);
    }
}
