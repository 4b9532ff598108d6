package io.quittance.refund.steps;

import static io.quittance.call.RefusalReason.PAYMENT_NOT_FOUND;
import static io.quittance.call.RefusalReason.REFUND_NOT_REDIRECTABLE;
import static io.quittance.call.RefusalReason.REFUND_SPLIT_DOES_NOT_ADD_UP;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.persistence.Account;
import io.quittance.persistence.Payment;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundState;
import io.quittance.refund.payout.PayoutRules;
import io.quittance.refund.steps.RedirectRefund.NewRoute;
import io.quittance.refund.steps.RedirectRefund.RedirectRefundRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.joda.money.Money;

/** Decides whether a refund may go another way. Each question is asked in the order of {@code RefusalReason}. */
final class RedirectRules {

    private static final Set<RefundDestination> DESTINATIONS = EnumSet.of(
            RefundDestination.OFFLINE, RefundDestination.ORIGINAL_PAYMENT, RefundDestination.AVAILABLE_CREDITS);

    private RedirectRules() {}

    /** Refuses routes that are none: another destination, a payment that is missing or the same, a bad amount. */
    static void mustBeRoutes(RedirectRefundRequest request, Refund refund, Account account) {
        var errors = new ArrayList<InputError>();
        var seen = new HashSet<String>();
        for (int i = 0; i < request.destinations().size(); i++) {
            NewRoute route = request.destinations().get(i);
            String at = "/destinations/" + i;
            if (!DESTINATIONS.contains(route.destination())) {
                errors.add(
                        new InputError(at + "/destination", "must be OFFLINE, ORIGINAL_PAYMENT or AVAILABLE_CREDITS"));
            }
            if ((route.destination() == RefundDestination.ORIGINAL_PAYMENT) != (route.paymentId() != null)) {
                errors.add(new InputError(
                        at + "/paymentId", "is required with ORIGINAL_PAYMENT, and not allowed otherwise"));
            }
            if (route.paymentId() != null && route.paymentId().equals(refund.paymentId())) {
                errors.add(
                        new InputError(at + "/paymentId", "must be another payment; retry-refund asks the same again"));
            }
            if (!seen.add(route.destination() + " " + route.paymentId())) {
                errors.add(new InputError(at, "is a duplicate"));
            }
            if (!route.amount().getCurrencyUnit().getCode().equals(account.currency)) {
                errors.add(
                        new InputError(at + "/amount/currency", "must be the account's currency, " + account.currency));
            }
            if (!route.amount().isPositive()) {
                errors.add(new InputError(at + "/amount", "must be greater than zero"));
            }
        }
        if (refund.ofCreditNoteId() != null && request.destinations().size() > 1) {
            errors.add(new InputError("/destinations", "must be one, since a credit note is paid out by one refund"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }

    /** Refuses what has not failed, what is free again, and what became credit that is spent. */
    static void mustBeRedirectable(RefundStepSnapshot opened) {
        Refund refund = opened.refund();
        boolean becameCredit = refund.state() == RefundState.CANCELED && refund.cancellationId() != null;
        if (refund.state() != RefundState.FAILED && !becameCredit) {
            throw Refusal.of(REFUND_NOT_REDIRECTABLE, "Refund %s is %s.", refund.id(), refund.state())
                    .with("refundId", refund.id())
                    .with("state", refund.state());
        }
        if (becameCredit && opened.availableMinor() < refund.paidOutMinor()) {
            throw Refusal.of(REFUND_NOT_REDIRECTABLE, "Refund %s became available credit, which is spent.", refund.id())
                    .with("refundId", refund.id())
                    .with("state", refund.state())
                    .with("available", opened.money().account().money(opened.availableMinor()));
        }
    }

    /** What the law requires goes another way only if the customer has agreed to it. */
    static void mustBeAgreedTo(Refund refund, RedirectRefundRequest request) {
        if (refund.isOwed()) {
            PayoutRules.mustBeAgreedTo(request.destinations().get(0).destination(), request.consent());
        }
    }

    /** Refuses more or less than the customer was to get. */
    static void mustAddUp(RedirectRefundRequest request, Refund refund, Account account) {
        Money difference = request.destinations().stream()
                .map(NewRoute::amount)
                .reduce(account.money(-refund.paidOutMinor()), Money::plus);
        if (!difference.isZero()) {
            throw Refusal.of(
                            REFUND_SPLIT_DOES_NOT_ADD_UP,
                            "The customer is to get %s, and the destinations differ by %s.",
                            refund.paidOut(),
                            difference)
                    .with("refund", refund.paidOut())
                    .with("difference", difference);
        }
    }

    /** Refuses payments that are not known, or of another account. */
    static void mustBePayments(RedirectRefundRequest request, RedirectSnapshot opened) {
        request.destinations().stream()
                .map(NewRoute::paymentId)
                .filter(Objects::nonNull)
                .filter(payment -> !opened.payments().containsKey(payment))
                .findFirst()
                .ifPresent(payment -> {
                    throw Refusal.of(PAYMENT_NOT_FOUND, "The account has no payment %s.", payment)
                            .with("paymentId", payment);
                });
    }

    /** Refuses more than the payment system can return by a payment. */
    static void mustTakeIt(RedirectRefundRequest request, RedirectSnapshot opened) {
        for (NewRoute route : request.destinations()) {
            if (route.paymentId() == null) {
                continue;
            }
            Payment payment = Objects.requireNonNull(opened.payments().get(route.paymentId()));
            long left = Math.min(
                    payment.refundableMinor(),
                    payment.unreversedMinor() - opened.routedMinor().getOrDefault(payment.id, 0L));
            PayoutRules.mustNotExceed(
                    route.amount().getAmountMinorLong(),
                    Math.max(0, left),
                    opened.step().money());
        }
    }
}
