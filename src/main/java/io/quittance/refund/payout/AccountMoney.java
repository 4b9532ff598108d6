package io.quittance.refund.payout;

import io.quittance.persistence.Account;
import io.quittance.persistence.AdminFee;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Policy;
import io.quittance.persistence.ReasonCategory;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a tenant and one of its accounts, as a refund looks at it.
 *
 * @param adminFeeMinor what a refund costs, in minor units of the account's currency
 * @param refundLimitMinor what goes back without a second person at most, in the same; null where the policy has no limit
 * @param unapprovedMinor what has gone back before without one and counts towards the limit, in the same; 0 where a refund
 *     does not ask for it
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
        long unapprovedMinor,
        List<CreditNote> creditNotes,
        List<CreditNote> paidOutNotes,
        List<InvoiceLine> owed,
        ReasonCategory cause) {

    /** Refunds are not split over an account within this time to stay under the limit. */
    private static final Duration LATELY = Duration.ofHours(24);

    public static AccountMoney of(Account account, @Nullable String namedCreditNote) {
        return new AccountMoney(
                account,
                Policy.current(),
                AdminFee.in(account.currency),
                RefundLimit.in(account.currency),
                0,
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
    public AccountMoney withCause(ReasonCategory category) {
        return new AccountMoney(
                account,
                policy,
                category.isWithoutFee() ? 0 : adminFeeMinor,
                refundLimitMinor,
                unapprovedMinor,
                creditNotes,
                paidOutNotes,
                owed,
                category);
    }

    /** Whether money may go back at all: the policy's switch does not stand in the way of the law. */
    boolean allowsRefunds() {
        return policy.allowRefund || cause.isRefundOwed();
    }

    /**
     * The same with what has gone back before, where there is a limit: to this account lately, or of the same payments and
     * lines whenever that was.
     */
    public AccountMoney withUnapproved(Collection<String> payments, Collection<String> lines, Instant at) {
        return refundLimitMinor == null
                ? this
                : new AccountMoney(
                        account,
                        policy,
                        adminFeeMinor,
                        refundLimitMinor,
                        Refund.unapprovedMinor(account.id, payments, lines, at.minus(LATELY)),
                        creditNotes,
                        paidOutNotes,
                        owed,
                        cause);
    }

    /** The same with what the account owes, where a refund is to pay it. */
    public AccountMoney withDebts() {
        return new AccountMoney(
                account,
                policy,
                adminFeeMinor,
                refundLimitMinor,
                unapprovedMinor,
                creditNotes,
                paidOutNotes,
                InvoiceLine.owedBy(account.id),
                cause);
    }
}
