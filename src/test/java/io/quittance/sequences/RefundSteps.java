package io.quittance.sequences;

import static io.quittance.call.RefusalReason.INVALID_REQUEST;
import static io.quittance.call.RefusalReason.MAKER_IS_CHECKER;
import static io.quittance.call.RefusalReason.REFUND_ALREADY_SETTLED;
import static io.quittance.call.RefusalReason.REFUND_NOT_CANCELABLE;
import static io.quittance.call.RefusalReason.REFUND_NOT_FAILED;
import static io.quittance.call.RefusalReason.REFUND_NOT_PENDING;
import static io.quittance.call.RefusalReason.REFUND_NOT_PENDING_APPROVAL;
import static io.quittance.call.RefusalReason.REFUND_NOT_REVERSIBLE;

import io.quittance.sequences.ExpectedLine.Paid;
import io.quittance.sequences.ExpectedRefund.ExpectedPart;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of a refund, by docs/rules.md. */
final class RefundSteps {

    private final World world;
    private final Paying paying;

    RefundSteps(World world) {
        this.world = world;
        this.paying = new Paying(world);
    }

    Runnable approve(ExpectedRefund refund, @Nullable String overrideReason, Person by) {
        Objection.when(!refund.state.equals("PENDING_APPROVAL"), REFUND_NOT_PENDING_APPROVAL);
        Objection.when(refund.maker.equals(by.subject()), MAKER_IS_CHECKER);
        List<ExpectedLine> lines = refund.lines();
        paying.mayPay(
                refund.customer, note -> note != refund.note && note.namesAnyOf(lines), overrideReason, by.role());
        return () -> {
            refund.approved = true;
            paying.carryOut(refund, lines).run();
        };
    }

    Runnable reject(ExpectedRefund refund) {
        Objection.when(!refund.state.equals("PENDING_APPROVAL"), REFUND_NOT_PENDING_APPROVAL);
        return () -> takeBack(refund, "REJECTED");
    }

    Runnable settle(ExpectedRefund refund, boolean succeeded, @Nullable Integer attempt) {
        Objection.when(refund.attempt == 0, REFUND_NOT_PENDING);
        Objection.when(attempt != null && attempt > refund.attempt, INVALID_REQUEST);
        boolean late = attempt != null && attempt < refund.attempt;
        if (succeeded) {
            if (refund.state.equals("CANCELED")) {
                return () -> succeedLate(refund);
            }
            return () -> refund.state = refund.state.equals("REVERSED") ? "REVERSED" : "SUCCEEDED";
        }
        Objection.when(Set.of("SUCCEEDED", "REVERSED").contains(refund.state) && !late, REFUND_ALREADY_SETTLED);
        return () -> refund.state = refund.state.equals("PENDING") && !late ? "FAILED" : refund.state;
    }

    /** It was given up, and has reached the customer after all. */
    private static void succeedLate(ExpectedRefund refund) {
        refund.state = "SUCCEEDED";
        if (refund.end != null) {
            long taken = Math.min(refund.paidOut(), refund.customer.credits);
            refund.customer.credits -= taken;
            refund.overpaid = refund.paidOut() - taken;
        } else if (isFree(refund)) {
            refund.parts.forEach(part -> Paying.returned(part, 1));
            refund.lines().forEach(line -> Paying.credit(line, refund.of(line)));
            if (refund.note != null) {
                refund.note.usedBy = refund;
            }
        } else {
            refund.overpaid = refund.paidOut();
        }
    }

    /** Whether all that it was to refund can still be refunded. */
    private static boolean isFree(ExpectedRefund refund) {
        return (refund.note == null || refund.note.usedBy == null)
                && refund.lines().stream().allMatch(line -> refund.of(line) <= line.left())
                && refund.parts.stream().allMatch(RefundSteps::isHeld);
    }

    private static boolean isHeld(ExpectedPart part) {
        if (part.line() != null) {
            Paid paid = part.payment() == null
                    ? part.line().byCredit
                    : Objects.requireNonNull(part.line().payments.get(part.payment().id));
            return part.amount() <= paid.held();
        }
        return part.payment() == null || part.amount() <= part.payment().unallocatedHeld();
    }

    Runnable retry(ExpectedRefund refund) {
        Objection.when(!refund.state.equals("FAILED"), REFUND_NOT_FAILED);
        return () -> {
            refund.state = "PENDING";
            refund.attempt++;
        };
    }

    Runnable cancel(ExpectedRefund refund) {
        Objection.when(!Set.of("PENDING_APPROVAL", "FAILED").contains(refund.state), REFUND_NOT_CANCELABLE);
        return () -> {
            if (refund.end == null) {
                takeBack(refund, "CANCELED");
            } else {
                refund.state = "CANCELED";
                refund.customer.credits += refund.paidOut();
            }
        };
    }

    Runnable reverse(ExpectedRefund refund, boolean moneyCameBack) {
        boolean outside = Set.of("ORIGINAL_PAYMENT", "OFFLINE").contains(refund.destination);
        boolean toCredits = refund.destination.equals("AVAILABLE_CREDITS");
        Objection.when(
                !refund.state.equals("SUCCEEDED")
                        || refund.destination.equals("OFFSET")
                        || (outside && refund.paidOut() > 0 && !moneyCameBack)
                        || (toCredits && refund.paidOut() > refund.customer.credits)
                        || (refund.overpaid == 0
                                && refund.lines().stream().anyMatch(line -> wasPaidAgain(line, refund))),
                REFUND_NOT_REVERSIBLE);
        return () -> {
            refund.customer.credits -= toCredits ? refund.paidOut() : 0;
            if (refund.overpaid == 0) {
                takeBack(refund, "REVERSED");
            } else {
                refund.state = "REVERSED";
                refund.customer.credits += refund.paidOut() - refund.overpaid;
            }
        };
    }

    /** Whether the line has no room for what would be paid of it again. */
    private static boolean wasPaidAgain(ExpectedLine line, ExpectedRefund refund) {
        return line.outstanding() + uncredited(line, refund) < refund.of(line);
    }

    private static long uncredited(ExpectedLine line, ExpectedRefund refund) {
        return Math.min(refund.of(line), line.credited());
    }

    private static void takeBack(ExpectedRefund refund, String state) {
        refund.lines().forEach(line -> {
            long less = uncredited(line, refund);
            if (less > 0) {
                long net = Exact.share(less, line.creditedNet, line.credited());
                line.creditedNet -= net;
                line.creditedTax -= less - net;
            }
        });
        refund.parts.forEach(part -> Paying.returned(part, -1));
        if (refund.note != null) {
            refund.note.usedBy = null;
        }
        refund.state = state;
    }
}
