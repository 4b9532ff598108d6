package io.quittance.sequences;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cancellation, as it should stand. */
final class ExpectedEnd {

    /** What ends, and the how manyth end of it that is: the model knows no numbers. */
    final String name;

    final String kind;
    final String subject;
    final Customer customer;
    final String timing;
    final LocalDate on;
    final Instant at;
    final Instant askedAt;

    /** The items that it ends. */
    final Set<ExpectedItem> covers = new LinkedHashSet<>();

    /** The services that its removal was asked of. */
    final Set<ExpectedService> removes = new LinkedHashSet<>();

    /** How the money was asked to be settled. */
    Choice choice = Choice.UNSAID;

    String state = "SCHEDULED";

    @Nullable
    ExpectedEnd supersededBy;

    boolean parked;

    ExpectedEnd(String name, EndSubject of, EndTime when, Instant askedAt) {
        this.name = name;
        this.kind = of.kind();
        this.subject = of.id();
        this.customer = of.customer();
        this.timing = when.timing();
        this.on = when.on();
        this.at = when.at();
        this.askedAt = askedAt;
    }

    /** What ends. */
    record EndSubject(String kind, String id, Customer customer) {}

    /** When it ends: the first day not used, and the moment. */
    record EndTime(String timing, LocalDate on, Instant at) {}

    /** How a refund is asked for. */
    record Choice(
            @Nullable String mode,
            @Nullable String note,
            @Nullable String overrideReason) {

        static final Choice UNSAID = new Choice(null, null, null);
    }

    boolean isWaiting() {
        return state.equals("SCHEDULED");
    }

    /** Its state by the clock. */
    String state(Instant now) {
        return isWaiting() && !at.isAfter(now) ? "EFFECTIVE" : state;
    }

    @Override
    public String toString() {
        return name;
    }
}
