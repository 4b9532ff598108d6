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
 * The money of an account, as refunds look at it.
 *
 * @param costs the fee of a refund, and the limit without a second person
 * @param notes the credit notes that a refund may use, or that say the same as it
 * @param owed the lines of the account that are not paid in full, the first due first; empty unless a refund is to pay
 *     them
 * @param cause the category of the reason that money is refunded for
 */
public record AccountMoney(
        Account account, Policy policy, Costs costs, Notes notes, List<InvoiceLine> owed, ReasonCategory cause) {

    /**
     * The fee of a refund and the limit of those without approval, in minor units of the account's currency.
     *
     * @param refundLimitMinor the limit without a second person; null if the policy has none
     * @param unapprovedMinor the amount refunded before without a second person, which counts towards the limit; 0 if
     *     there is no need for it
     */
    public record Costs(long adminFeeMinor, @Nullable Long refundLimitMinor, long unapprovedMinor) {

        /** Refunds are not split over an account within this time to stay under the limit. */
        private static final Duration LATELY = Duration.ofHours(24);

        /** Loads the costs of a refund that no limit applies to. */
        public static Costs load(Account account) {
            return new Costs(AdminFee.in(account.currency), RefundLimit.in(account.currency), 0);
        }

        /**
         * Loads the costs with what was refunded before, if there is a limit: to this account in the last 24 hours, or of the
         * same payments and lines at any time.
         */
        public static Costs load(Account account, Collection<String> payments, Collection<String> lines, Instant at) {
            Long limit = RefundLimit.in(account.currency);
            long before = limit == null ? 0 : Refund.unapprovedMinor(account.id, payments, lines, at.minus(LATELY));
            return new Costs(AdminFee.in(account.currency), limit, before);
        }
    }

    /**
     * The credit notes of an account.
     *
     * @param issued those issued and not used, and the one that the caller names, whatever its state
     * @param paidOut those of a line that were paid out by themselves
     */
    public record Notes(List<CreditNote> issued, List<CreditNote> paidOut) {

        static Notes load(Account account, @Nullable String named) {
            return new Notes(
                    CreditNote.list(
                            "accountId = ?1 and (state = ISSUED or id = ?2) order by id",
                            account.id,
                            named == null ? "" : named),
                    CreditNote.list(
                            "accountId = ?1 and state = USED and lineId is not null and refundId in"
                                    + " (select p.refundId from RefundPart p where p.creditNoteId is not null) order by id",
                            account.id));
        }
    }

    /** Loads the money of an account for an end. */
    public static AccountMoney load(Account account, @Nullable String namedCreditNote) {
        return load(account, namedCreditNote, Costs.load(account), List.of());
    }

    /** Loads the money of an account for a refund, with what the costs and the debts of the refund are. */
    public static AccountMoney load(
            Account account, @Nullable String namedCreditNote, Costs costs, List<InvoiceLine> owed) {
        return new AccountMoney(
                account, Policy.current(), costs, Notes.load(account, namedCreditNote), owed, ReasonCategory.ORDINARY);
    }

    /** The same money for another category of reason. */
    public AccountMoney withCause(ReasonCategory category) {
        return new AccountMoney(account, policy, costs, notes, owed, category);
    }

    /** The fee of a refund in minor units; some categories of reason cost nothing. */
    public long adminFeeMinor() {
        return cause.isWithoutFee() ? 0 : costs.adminFeeMinor();
    }

    /** Returns true if money may be refunded at all: the policy's switch does not limit what the law requires. */
    boolean allowsRefunds() {
        return policy.allowRefund || cause.isRefundOwed();
    }
}
