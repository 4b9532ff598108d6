package io.quittance.refund.payout;

import static io.quittance.call.RefusalReason.CREDIT_NOTE_EXISTS;
import static io.quittance.call.RefusalReason.CREDIT_NOTE_NOT_FOUND;
import static io.quittance.call.RefusalReason.CREDIT_NOTE_NOT_USABLE;
import static io.quittance.call.RefusalReason.OVERRIDE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.REFUNDS_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.REFUND_CHOICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.REFUND_CONSENT_REQUIRED;
import static io.quittance.call.RefusalReason.REFUND_DISPUTED;
import static io.quittance.call.RefusalReason.REFUND_EXCEEDS_PAYMENT;
import static io.quittance.call.RefusalReason.REFUND_MODE_REQUIRED;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.Policy.SelfServiceRefund;
import io.quittance.persistence.RefundDestination;
import io.quittance.refund.payout.Payout.CreditNoteOverride;
import io.quittance.settlement.Split;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether money may be refunded, and makes sure that it is refunded once: the one guard for every operation
 * that pays.
 *
 * <p>Each question is asked in the order of {@code RefusalReason}.
 */
public final class PayoutRules {

    private PayoutRules() {}

    /**
     * The mode of an end: the law's if it names one, else the caller's, or the policy's for a customer; NONE if nothing
     * was chosen and nothing is refundable.
     *
     * @param refundable whether anything is refundable
     */
    public static RefundMode mode(RefundChoice choice, boolean refundable, AccountMoney money, Role role) {
        if (money.cause().isRefundOwed()) {
            return owedMode(choice, refundable, role);
        }
        boolean nothing = !money.allowsRefunds() || !refundable;
        if (role == Role.CUSTOMER) {
            RefundMode own = nothing ? RefundMode.NONE : ofPolicy(money.policy().selfServiceRefundMode);
            if (choice.mode() != null && choice.mode() != own) {
                throw Refusal.of(REFUND_CHOICE_NOT_ALLOWED, "The policy says %s.", own)
                        .with("mode", own);
            }
            return own;
        }
        if (choice.mode() != null) {
            return choice.mode();
        }
        if (nothing) {
            return RefundMode.NONE;
        }
        throw Refusal.of(REFUND_MODE_REQUIRED, "An amount is refundable, and refund.mode is missing.");
    }

    /** A refund that the law requires is made by the means of the payment, unless the customer has agreed to another one. */
    private static RefundMode owedMode(RefundChoice choice, boolean refundable, Role role) {
        RefundMode mode = Objects.requireNonNullElse(choice.mode(), RefundMode.ORIGINAL_PAYMENT);
        if (mode == RefundMode.ORIGINAL_PAYMENT || (mode == RefundMode.NONE && !refundable)) {
            return RefundMode.ORIGINAL_PAYMENT;
        }
        if (role == Role.CUSTOMER) {
            throw Refusal.of(REFUND_CHOICE_NOT_ALLOWED, "The law requires %s.", RefundMode.ORIGINAL_PAYMENT)
                    .with("mode", RefundMode.ORIGINAL_PAYMENT);
        }
        if (mode == RefundMode.NONE) {
            throw Refusal.of(REFUND_CONSENT_REQUIRED, "The law requires a refund of what was paid.");
        }
        mustBeAgreedTo(Objects.requireNonNull(mode.destination()), choice.consent());
        return mode;
    }

    /** Refuses another way than the one the money came by, unless the customer has agreed to it. */
    public static void mustBeAgreedTo(RefundDestination otherWay, @Nullable Consent consent) {
        if (consent == null) {
            throw Refusal.of(REFUND_CONSENT_REQUIRED, "%s is not the way in which the customer paid.", otherWay);
        }
    }

    /**
     * Refuses to refund what was paid of disputed invoices, since the money may be going back by the bank already; a billing
     * admin may override it with a reason.
     *
     * @return true if a dispute is overridden: then a second person has to approve the refund
     */
    public static boolean overridesDispute(List<PaidLine> lines, @Nullable String overrideReason, Role role) {
        List<String> disputed = lines.stream()
                .filter(line -> line.invoice().disputed && line.refundableMinor() > 0)
                .map(line -> line.invoice().id)
                .distinct()
                .toList();
        if (disputed.isEmpty()) {
            return false;
        }
        if (overrideReason == null || overrideReason.isBlank() || role != Role.BILLING_ADMIN) {
            throw disputed(disputed);
        }
        return true;
    }

    /** The refusal that names the disputed invoices. */
    public static Refusal disputed(List<String> invoices) {
        return Refusal.of(REFUND_DISPUTED, "The customer disputes %s.", String.join(", ", invoices))
                .with("invoices", invoices);
    }

    private static RefundMode ofPolicy(SelfServiceRefund policy) {
        return switch (policy) {
            case AVAILABLE_CREDITS -> RefundMode.AVAILABLE_CREDITS;
            case ORIGINAL_PAYMENT -> RefundMode.ORIGINAL_PAYMENT;
            case NONE -> RefundMode.NONE;
        };
    }

    /** The note that is the refund, which must be given with CREDIT_NOTE and not otherwise. */
    public static @Nullable CreditNote note(
            @Nullable RefundDestination destination, @Nullable String named, AccountMoney money, String pointer) {
        if ((destination == RefundDestination.CREDIT_NOTE) != (named != null)) {
            throw Refusal.invalid(
                    List.of(new InputError(pointer, "is required with CREDIT_NOTE, and not allowed otherwise")));
        }
        return named == null ? null : usable(named, money);
    }

    /** The note of an id; refuses one that is not there, used or canceled. */
    public static CreditNote usable(String named, AccountMoney money) {
        CreditNote note = money.notes().issued().stream()
                .filter(each -> each.id.equals(named))
                .findFirst()
                .orElseThrow(() -> Refusal.of(CREDIT_NOTE_NOT_FOUND, "The account has no credit note %s.", named));
        if (!note.isUsable()) {
            throw Refusal.of(CREDIT_NOTE_NOT_USABLE, "Credit note %s is %s.", named, note.state())
                    .with("creditNoteId", named)
                    .with("refundId", note.refundId());
        }
        return note;
    }

    /**
     * Refuses to pay what may not be paid, or what a credit note already says.
     *
     * @param names whether a credit note was issued for the same; it counts as long as it is not used, and if it was
     *     paid out by itself
     * @return the credit note that a billing admin overrides, if one was issued
     */
    public static @Nullable CreditNoteOverride mayPay(
            @Nullable RefundDestination destination,
            @Nullable String overrideReason,
            Predicate<CreditNote> names,
            AccountMoney money,
            Role role) {
        if (destination == RefundDestination.CREDIT_NOTE) {
            return null;
        }
        if (!money.allowsRefunds()) {
            throw Refusal.of(REFUNDS_NOT_ALLOWED, "The policy allows no refunds.");
        }
        Optional<CreditNote> issued = Stream.concat(
                        money.notes().issued().stream().filter(CreditNote::isUsable), money.notes().paidOut().stream())
                .filter(names)
                .findFirst();
        if (issued.isEmpty()) {
            return null;
        }
        if (overrideReason == null || overrideReason.isBlank()) {
            throw Refusal.of(CREDIT_NOTE_EXISTS, "Credit note %s was issued for it.", issued.get().id)
                    .with("creditNoteId", issued.get().id)
                    .with("refundId", issued.get().refundId())
                    .with("amount", money.account().money(issued.get().amountMinor));
        }
        if (role != Role.BILLING_ADMIN) {
            throw Refusal.of(OVERRIDE_NOT_ALLOWED, "Credit note %s was issued for it.", issued.get().id)
                    .with("creditNoteId", issued.get().id);
        }
        return new CreditNoteOverride(issued.get().id, overrideReason);
    }

    /**
     * Brings the amounts to what a credit note says: less in proportion, or more as far as was paid; refuses what is
     * more than that.
     *
     * @param computed minor units, one a line
     * @param refundable what was paid of each and has not been refunded
     */
    public static List<Long> asOn(CreditNote note, List<Long> computed, List<Long> refundable, AccountMoney money) {
        long total = computed.stream().mapToLong(Long::longValue).sum();
        long cap = refundable.stream().mapToLong(Long::longValue).sum();
        mustNotExceed(note.amountMinor, cap, money);
        if (note.amountMinor <= total) {
            return Split.of(note.amountMinor, computed);
        }
        List<Long> room = IntStream.range(0, refundable.size())
                .mapToObj(i -> refundable.get(i) - computed.get(i))
                .toList();
        List<Long> more = Split.of(note.amountMinor - total, room);
        return IntStream.range(0, refundable.size())
                .mapToObj(i -> computed.get(i) + more.get(i))
                .toList();
    }

    /** Refuses an amount above what was paid and has not been refunded. */
    public static void mustNotExceed(long minor, long cap, AccountMoney money) {
        if (minor > cap) {
            throw Refusal.of(
                            REFUND_EXCEEDS_PAYMENT,
                            "%s is refundable, and %s was requested.",
                            money.account().money(cap),
                            money.account().money(minor))
                    .with("refundable", money.account().money(cap));
        }
    }

    /**
     * Returns true if one person may not decide alone: earlier refunds without a second person count too, so that a
     * refund is not split to stay under the limit. A credit note that is the refund was decided when it was issued.
     */
    public static boolean needsApproval(Payout payout, AccountMoney.Costs costs) {
        return payout.creditNote() == null
                && costs.refundLimitMinor() != null
                && payout.refund().getAmountMinorLong() + costs.unapprovedMinor() > costs.refundLimitMinor();
    }

    /** Returns a test for credit notes that name one of these: the line, its item or its subscription. */
    public static Predicate<CreditNote> namesAnyOf(List<PaidLine> lines) {
        return note -> lines.stream()
                .map(PaidLine::line)
                .anyMatch(line -> line.id.equals(note.lineId)
                        || (note.billingItemId != null && note.billingItemId.equals(line.billingItemId))
                        || (note.subscriptionId != null && Objects.equals(note.subscriptionId, line.subscriptionId)));
    }
}
