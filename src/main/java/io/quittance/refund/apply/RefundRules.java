package io.quittance.refund.apply;

import static io.quittance.call.RefusalReason.NOTHING_TO_REFUND;
import static io.quittance.call.RefusalReason.REFUND_NOT_FOR_CANCELED_ITEM;
import static io.quittance.call.RefusalReason.REFUND_SPLIT_DOES_NOT_ADD_UP;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.invoice.PaidLine;
import io.quittance.invoice.PaidLine.Source;
import io.quittance.persistence.Account;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.RefundDestination;
import io.quittance.refund.apply.RefundRequest.ChosenLine;
import io.quittance.refund.payout.DestinationShare;
import io.quittance.refund.payout.PayoutRules;
import io.quittance.refund.payout.RefundShare;
import io.quittance.settlement.Split;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Decides how much of a payment or line is refunded when a refund is requested by itself. */
final class RefundRules {

    private RefundRules() {}

    /** Refuses amounts that are zero, in another currency, or given in addition to chosen lines. */
    static void mustBeAmounts(RefundRequest request, String currency) {
        var errors = new ArrayList<InputError>();
        if (request.amount() != null && !request.lines().isEmpty()) {
            errors.add(new InputError("/amount", "must be given per line if lines are chosen"));
        }
        amount("/amount", request.amount(), currency, errors);
        for (int i = 0; i < request.lines().size(); i++) {
            amount("/lines/" + i + "/amount", request.lines().get(i).amount(), currency, errors);
        }
        destinations(request, currency, errors);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }

    /** One for all of it, or several, each once and none a credit note, which is the whole refund. */
    private static void destinations(RefundRequest request, String currency, List<InputError> errors) {
        if ((request.destination() == null) == request.destinations().isEmpty()) {
            errors.add(new InputError("/destination", "must be given, or else destinations"));
        }
        if (request.destination() == RefundDestination.PENALTY) {
            errors.add(new InputError(
                    "/destination", "must be AVAILABLE_CREDITS, ORIGINAL_PAYMENT, OFFSET, OFFLINE or CREDIT_NOTE"));
        }
        var seen = EnumSet.of(RefundDestination.CREDIT_NOTE, RefundDestination.PENALTY);
        for (int i = 0; i < request.destinations().size(); i++) {
            DestinationShare share = request.destinations().get(i);
            if (!seen.add(share.destination())) {
                errors.add(new InputError(
                        "/destinations/" + i + "/destination", "must be unique, and not CREDIT_NOTE or PENALTY"));
            }
            amount("/destinations/" + i + "/amount", share.amount(), currency, errors);
        }
    }

    /** Refuses destinations that are not the refund, no more and no less. */
    static void mustAddUp(RefundRequest request, long refundMinor, Account account) {
        if (request.destinations().isEmpty()) {
            return;
        }
        long sum = request.destinations().stream()
                .mapToLong(share -> share.amount().getAmountMinorLong())
                .reduce(0, Math::addExact);
        if (sum != refundMinor) {
            throw Refusal.of(
                            REFUND_SPLIT_DOES_NOT_ADD_UP,
                            "The refund is %s, and its destinations are %s.",
                            account.money(refundMinor),
                            account.money(sum))
                    .with("refund", account.money(refundMinor))
                    .with("difference", account.money(refundMinor - sum));
        }
    }

    private static void amount(String at, @Nullable Money amount, String currency, List<InputError> errors) {
        if (amount != null && !amount.getCurrencyUnit().getCode().equals(currency)) {
            errors.add(new InputError(at + "/currency", "must be the account's currency, " + currency));
        } else if (amount != null && !amount.isPositive()) {
            errors.add(new InputError(at + "/amount", "must be greater than zero"));
        }
    }

    /** Refuses lines of items that were canceled at once, unless the policy lets them be refunded. */
    static void mustNotBeCanceledAtOnce(RefundSnapshot target) {
        if (target.money().policy().refundCanceledItems) {
            return;
        }
        List<String> lines = target.paidLines().stream()
                .filter(line -> line.line().billingItemId != null
                        && target.canceledAtOnce().contains(line.line().billingItemId))
                .map(line -> line.line().id)
                .toList();
        if (!lines.isEmpty()) {
            throw Refusal.of(
                            REFUND_NOT_FOR_CANCELED_ITEM,
                            "%s bill items that were canceled immediately.",
                            String.join(", ", lines))
                    .with("lines", lines);
        }
    }

    /** Refuses to pay a part of a credit note, to several destinations, or by a payment that is not named. */
    static void mustPayANoteOut(RefundRequest request) {
        var errors = new ArrayList<InputError>();
        if (request.invoiceId() != null || !request.lines().isEmpty()) {
            errors.add(new InputError("/ofCreditNoteId", "cannot be combined with invoiceId or lines"));
        }
        if (request.amount() != null) {
            errors.add(new InputError("/amount", "must be omitted: a credit note is paid out in full"));
        }
        if (request.destination() == null || request.destination() == RefundDestination.CREDIT_NOTE) {
            errors.add(new InputError("/destination", "must not be CREDIT_NOTE or PENALTY for a credit note"));
        }
        if ((request.destination() == RefundDestination.ORIGINAL_PAYMENT) != (request.paymentId() != null)) {
            errors.add(new InputError(
                    "/paymentId",
                    "is required to pay a credit note out by ORIGINAL_PAYMENT, and not allowed otherwise"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }

    /** The amount of a credit note that is paid out without a payment or line behind it. */
    static List<RefundShare> due(CreditNote note) {
        return List.of(new RefundShare(null, List.of(new Source(null, note.amountMinor)), note.amountMinor));
    }

    /** The same of the payment by which a credit note is paid out. */
    static List<Long> shares(CreditNote note, RefundSnapshot target) {
        return ofWhole(target.money().account().money(note.amountMinor), target, target.refundableMinor());
    }

    /**
     * The amounts refunded: first of the unallocated part of a payment, then of each line.
     *
     * @return minor units: of the rest, then one a line
     */
    static List<Long> shares(RefundRequest request, RefundSnapshot target) {
        long cap = target.refundableMinor();
        if (cap == 0) {
            throw Refusal.of(NOTHING_TO_REFUND, "Nothing is left to refund.");
        }
        return request.lines().isEmpty() ? ofWhole(request.amount(), target, cap) : ofLines(request, target);
    }

    private static List<Long> ofWhole(@Nullable Money amount, RefundSnapshot target, long cap) {
        long minor = amount == null ? cap : amount.getAmountMinorLong();
        PayoutRules.mustNotExceed(minor, cap, target.money());
        long rest = Math.min(minor, target.unallocatedMinor());
        var shares = new ArrayList<Long>(List.of(rest));
        shares.addAll(Split.of(minor - rest, refundable(target)));
        return shares;
    }

    private static List<Long> ofLines(RefundRequest request, RefundSnapshot target) {
        var asked = request.lines().stream().collect(Collectors.toMap(ChosenLine::lineId, Function.identity()));
        var shares = new ArrayList<Long>(List.of(0L));
        for (PaidLine line : target.paidLines()) {
            Money amount = Objects.requireNonNull(asked.get(line.line().id)).amount();
            long minor = amount == null ? line.refundableMinor() : amount.getAmountMinorLong();
            PayoutRules.mustNotExceed(minor, line.refundableMinor(), target.money());
            shares.add(minor);
        }
        return shares;
    }

    /** The same as a credit note says it. */
    static List<Long> asOn(CreditNote note, List<Long> shares, RefundSnapshot target) {
        var refundable = new ArrayList<Long>(List.of(target.unallocatedMinor()));
        refundable.addAll(refundable(target));
        return PayoutRules.asOn(note, shares, refundable, target.money());
    }

    private static List<Long> refundable(RefundSnapshot target) {
        return target.paidLines().stream().map(PaidLine::refundableMinor).toList();
    }

    /** The refund shares of these amounts. */
    static List<RefundShare> due(RefundRequest request, RefundSnapshot target, List<Long> shares) {
        var due = new ArrayList<RefundShare>();
        if (shares.get(0) > 0) {
            due.add(new RefundShare(
                    null, List.of(target.unallocated(Objects.requireNonNull(request.paymentId()))), shares.get(0)));
        }
        IntStream.range(0, target.paidLines().size())
                .filter(i -> shares.get(i + 1) > 0)
                .mapToObj(i -> RefundShare.of(target.paidLines().get(i), shares.get(i + 1)))
                .forEach(due::add);
        return due;
    }
}
