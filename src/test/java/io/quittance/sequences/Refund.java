package io.quittance.sequences;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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

    Refund(String name, Customer customer, Way way, @Nullable End end, String maker) {
        this.name = name;
        this.customer = customer;
        this.destination = way.destination();
        this.payment = way.payment();
        this.amount = way.amount();
        this.fee = way.fee();
        this.parts = way.parts();
        this.end = end;
        this.maker = maker;
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
        return Stream.concat(Stream.empty(), parts.stream())
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

    boolean isWaiting() {
        return state.equals("PENDING_APPROVAL") || state.equals("PENDING");
    }
}
