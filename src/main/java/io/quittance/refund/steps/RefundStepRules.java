package io.quittance.refund.steps;

import static io.quittance.call.RefusalReason.MAKER_IS_CHECKER;
import static io.quittance.call.RefusalReason.PAYMENT_WENT_BACK;
import static io.quittance.call.RefusalReason.REFUND_ALREADY_SETTLED;
import static io.quittance.call.RefusalReason.REFUND_NOT_CANCELABLE;
import static io.quittance.call.RefusalReason.REFUND_NOT_FAILED;
import static io.quittance.call.RefusalReason.REFUND_NOT_PENDING;
import static io.quittance.call.RefusalReason.REFUND_NOT_PENDING_APPROVAL;
import static io.quittance.call.RefusalReason.REFUND_NOT_REVERSIBLE;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundState;
import io.quittance.refund.payout.Consent;
import io.quittance.refund.payout.PayoutRules;
import io.quittance.refund.steps.SettleRefund.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides which step a refund may take next. Each question is asked in the order of {@code RefusalReason}. */
final class RefundStepRules {

    private RefundStepRules() {}

    /** Refuses to decide what waits for no decision. */
    static void mustWaitForApproval(Refund refund) {
        if (refund.state() != RefundState.PENDING_APPROVAL) {
            throw stands(REFUND_NOT_PENDING_APPROVAL, refund);
        }
    }

    /** Refuses the person who requested it, a billing admin too. */
    static void makerMustNotCheck(Refund refund, String checker) {
        if (refund.requestedBy().equals(checker)) {
            throw Refusal.of(MAKER_IS_CHECKER, "Refund %s was requested by %s.", refund.id(), checker)
                    .with("refundId", refund.id());
        }
    }

    /**
     * The state of a refund after an answer of the payment system, however late, repeated or out of order it comes.
     *
     * <p>The payment system pays once for a refund's id, so that any success is the truth, of whichever attempt, even if
     * the refund was given up since. A failure says something of its own attempt only.
     *
     * @param attempt the attempt that failed or succeeded; the last one if the payment system does not say
     */
    static RefundState settled(Refund refund, Outcome outcome, @Nullable Integer attempt) {
        if (refund.attempt() == 0) {
            throw stands(REFUND_NOT_PENDING, refund);
        }
        if (attempt != null && attempt > refund.attempt()) {
            throw Refusal.invalid(List.of(new InputError("/attempt", "must be an attempt that was published")));
        }
        boolean late = attempt != null && attempt < refund.attempt();
        RefundState state = refund.state();
        return switch (outcome) {
            case SUCCEEDED ->
                switch (state) {
                    case PENDING, FAILED, CANCELED, REDIRECTED -> RefundState.SUCCEEDED;
                    case SUCCEEDED, REVERSED -> state;
                    case PENDING_APPROVAL, REJECTED -> throw stands(REFUND_ALREADY_SETTLED, refund);
                };
            case FAILED ->
                switch (state) {
                    case PENDING -> late ? state : RefundState.FAILED;
                    case FAILED, CANCELED, REDIRECTED -> state;
                    case SUCCEEDED, REVERSED, PENDING_APPROVAL, REJECTED -> {
                        if (late) {
                            yield state;
                        }
                        throw stands(REFUND_ALREADY_SETTLED, refund);
                    }
                };
        };
    }

    /** Returns true if the refund was given up after the payment system had been asked. */
    static boolean isGivenUp(Refund refund) {
        return refund.state() == RefundState.CANCELED || refund.state() == RefundState.REDIRECTED;
    }

    /** Refuses a new attempt unless the last one failed. */
    static void mustHaveFailed(Refund refund) {
        if (refund.state() != RefundState.FAILED) {
            throw stands(REFUND_NOT_FAILED, refund);
        }
    }

    /** Refuses to pay again what went back by the bank. */
    static void mustNotHaveGoneBack(RefundStepSnapshot opened) {
        if (!opened.wentBack().isEmpty()) {
            throw Refusal.of(
                            PAYMENT_WENT_BACK,
                            "Payment %s went back by the bank.",
                            String.join(
                                    ", ", opened.wentBack().stream().sorted().toList()))
                    .with("refundId", opened.refund().id())
                    .with("payments", opened.wentBack().stream().sorted().toList());
        }
    }

    /** Refuses to pay what was paid of disputed invoices, unless the second person gives a reason. */
    static void mustNotBeDisputed(RefundStepSnapshot opened, @Nullable String overrideReason) {
        List<String> disputed = opened.lines().stream()
                .filter(line -> line.invoice().disputed && opened.ofLine(line.line().id) > 0)
                .map(line -> line.invoice().id)
                .distinct()
                .toList();
        if (!disputed.isEmpty() && (overrideReason == null || overrideReason.isBlank())) {
            throw PayoutRules.disputed(disputed);
        }
    }

    /** Refuses to cancel what is under way, or has an end. */
    static void mustBeCancelable(Refund refund) {
        if (refund.state() != RefundState.PENDING_APPROVAL && refund.state() != RefundState.FAILED) {
            throw stands(REFUND_NOT_CANCELABLE, refund);
        }
    }

    /** Refuses to turn a refund of an end that the law requires into credit without the customer's consent. */
    static void mustBeAgreedTo(Refund refund, @Nullable Consent consent) {
        if (refund.cancellationId() != null && refund.isOwed() && refund.paidOutMinor() > 0) {
            PayoutRules.mustBeAgreedTo(RefundDestination.AVAILABLE_CREDITS, consent);
        }
    }

    /**
     * Refuses to reverse what has not succeeded, was reversed, has paid other lines, or did not come back.
     *
     * @param moneyCameBack whether the customer has returned what was paid outside of the credits
     */
    static void mustBeReversible(RefundStepSnapshot opened, boolean moneyCameBack) {
        Refund refund = opened.refund();
        if (refund.state() != RefundState.SUCCEEDED) {
            throw stands(REFUND_NOT_REVERSIBLE, refund);
        }
        if (refund.destination() == RefundDestination.OFFSET) {
            throw irreversible(refund, "has paid other lines, which stay paid");
        }
        if (refund.destination() == RefundDestination.PENALTY) {
            throw irreversible(refund, "is kept against a penalty, which stays paid");
        }
        if (mustComeBack(refund) && !moneyCameBack) {
            throw irreversible(refund, "was paid to the customer, and moneyCameBack does not say that it came back");
        }
        if (refund.destination() == RefundDestination.AVAILABLE_CREDITS
                && refund.paidOutMinor() > opened.availableMinor()) {
            throw irreversible(refund, "was spent")
                    .with("available", opened.money().account().money(opened.availableMinor()));
        }
        List<String> paid = (refund.overpaidMinor() > 0 ? Stream.<PaidLine>empty() : opened.lines().stream())
                .map(PaidLine::line)
                .filter(line -> line.outstandingMinor() + Math.min(opened.ofLine(line.id), line.creditedMinor())
                        < opened.ofLine(line.id))
                .map(line -> line.id)
                .toList();
        if (!paid.isEmpty()) {
            throw irreversible(refund, "gave back of " + String.join(", ", paid) + ", which was paid again since")
                    .with("lines", paid);
        }
    }

    private static boolean mustComeBack(Refund refund) {
        return refund.paidOutMinor() > 0
                && (refund.destination() == RefundDestination.ORIGINAL_PAYMENT
                        || refund.destination() == RefundDestination.OFFLINE);
    }

    private static Refusal irreversible(Refund refund, String why) {
        return Refusal.of(REFUND_NOT_REVERSIBLE, "Refund %s %s.", refund.id(), why)
                .with("refundId", refund.id())
                .with("state", refund.state());
    }

    private static Refusal stands(RefusalReason reason, Refund refund) {
        return Refusal.of(reason, "Refund %s is %s.", refund.id(), refund.state())
                .with("refundId", refund.id())
                .with("state", refund.state());
    }
}
