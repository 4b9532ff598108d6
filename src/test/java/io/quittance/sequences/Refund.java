package io.quittance.sequences;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A refund, as it should stand. */
final class Refund {

    final String name;
    final Customer customer;
    final String destination;
    final @Nullable Payment payment;
    final long amount;
    final long fee;
    final String maker;
    final List<Part> parts;

    /** The end that it belongs to. */
    final @Nullable End end;

    /** The note that it is, or pays out. */
    @Nullable
    Note note;

    String state = "PENDING_APPROVAL";
    int attempt;

    final Instant at;

    /** Whether a second person has said that it may be paid. */
    boolean approved;

    Refund(String name, Customer customer, Way way, @Nullable End end, String maker, Instant at) {
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
    record Part(
            @Nullable Payment payment,
            @Nullable Line line,
            @Nullable Note note,
            long amount) {}

    /** One way by which something goes back. */
    record Way(String destination, @Nullable Payment payment, long fee, List<Part> parts) {

        long amount() {
            return parts.stream().mapToLong(Part::amount).sum();
        }
    }

    long paidOut() {
        return amount - fee;
    }

    /** The lines that it gives something back of. */
    List<Line> lines() {
        return parts.stream()
                .map(Part::line)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    long of(Line line) {
        return parts.stream()
                .filter(part -> part.line() == line)
                .mapToLong(Part::amount)
                .sum();
    }

    /** Whether it was asked for by itself, stands, and no second person has said so. */
    boolean wasNobodyElsesDecision() {
        return end == null
                && !destination.equals("CREDIT_NOTE")
                && Set.of("PENDING", "SUCCEEDED", "FAILED").contains(state)
                && !approved;
    }

    boolean isWaiting() {
        return state.equals("PENDING_APPROVAL") || state.equals("PENDING");
    }
}
