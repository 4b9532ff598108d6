package io.quittance.sequences;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A refund, as it should stand. */
final class ExpectedRefund {

    final String name;
    final Customer customer;
    final String destination;
    final @Nullable ExpectedPayment payment;
    final long amount;
    final long fee;
    final String maker;
    final List<ExpectedPart> parts;

    /** The end that it belongs to. */
    final @Nullable ExpectedEnd end;

    /** The note that it is, or pays out. */
    @Nullable
    ExpectedNote note;

    String state = "PENDING_APPROVAL";
    int attempt;

    /** What the customer has received too much, since it succeeded after it was canceled. */
    long overpaid;

    final Instant at;

    /** Whether a second person has said that it may be paid. */
    boolean approved;

    ExpectedRefund(String name, Customer customer, Way way, @Nullable ExpectedEnd end, String maker, Instant at) {
        this.name = name;
        this.customer = customer;
        this.destination = way.destination();
        this.payment = way.payment();
        this.amount = way.amount();
        this.fee = way.fee();
        this.parts = way.parts();
        this.end = end;
        this.maker = maker;
        this.at = at;
    }

    /** What goes back of one payment and line; without a payment, of what credit has paid; with neither, of a note. */
    record ExpectedPart(
            @Nullable ExpectedPayment payment,
            @Nullable ExpectedLine line,
            @Nullable ExpectedNote note,
            long amount) {}

    /** One way by which something goes back. */
    record Way(String destination, @Nullable ExpectedPayment payment, long fee, List<ExpectedPart> parts) {

        long amount() {
            return parts.stream().mapToLong(ExpectedPart::amount).sum();
        }
    }

    long paidOut() {
        return amount - fee;
    }

    /** The lines that it gives something back of. */
    List<ExpectedLine> lines() {
        return parts.stream()
                .map(ExpectedPart::line)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    long of(ExpectedLine line) {
        return parts.stream()
                .filter(part -> part.line() == line)
                .mapToLong(ExpectedPart::amount)
                .sum();
    }

    /** Whether it was asked for by itself, stands, and no second person has said so. */
    boolean wasNobodyElsesDecision() {
        return end == null
                && !destination.equals("CREDIT_NOTE")
                && Set.of("PENDING", "SUCCEEDED", "FAILED").contains(state)
                && overpaid == 0
                && !approved;
    }

    boolean isWaiting() {
        return state.equals("PENDING_APPROVAL") || state.equals("PENDING");
    }
}
