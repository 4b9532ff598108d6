package io.quittance.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Each thing that is measured. {@code docs/metrics.md} lists them, and a test holds it to this.
 *
 * <p>Labels take a function, an outcome or a reason, which the code lists, and nothing that comes from outside: no id, no
 * person, and no tenant. Tenants are customers by name, and as many as there may be.
 */
public enum Figure {
    /** Commands that were answered. */
    COMMANDS(Kind.COUNT),
    /** Commands that were refused, the first time. */
    REFUSALS(Kind.COUNT),
    /** Events that wait to be told. */
    OUTBOX_WAITING(Kind.SUM),
    /** How long the oldest of them has waited. */
    OUTBOX_LAG(Kind.AGE),
    /** Events that were given up. */
    OUTBOX_PARKED(Kind.SUM),
    /** Scheduled cancellations whose moment has come, and that are not carried out. */
    ACTIONS_OVERDUE(Kind.SUM),
    /** How long ago the moment of the oldest of them was. */
    ACTIONS_LAG(Kind.AGE),
    /** Those that could not be carried out, and wait for somebody. */
    ACTIONS_PARKED(Kind.SUM),
    /** Refunds that are not paid back, and have to be within some days. */
    REFUNDS_DUE_SOON(Kind.SUM),
    /** Refunds that are not paid back, and had to be. */
    REFUNDS_PAST_DUE(Kind.SUM),
    /** Bill runs that are being canceled or removed. */
    BILL_RUNS_OPEN(Kind.SUM),
    /** What they have made, as far as it is cut into pieces. */
    BILL_RUNS_PLANNED(Kind.SUM),
    /** What of it is done, exceptions among it. */
    BILL_RUNS_DONE(Kind.SUM),
    /** Pieces that could not be done, and wait for somebody. */
    BILL_RUNS_PARKED(Kind.SUM);

    /** What a number says. */
    public enum Kind {
        /** Grows with each one. */
        COUNT,
        /** So many there are now, all tenants together. */
        SUM,
        /** Seconds; of all tenants the most. */
        AGE
    }

    private final Kind kind;

    Figure(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** By what it is told apart. */
    public List<String> labels() {
        return switch (this) {
            case COMMANDS -> List.of("function", "outcome");
            case REFUSALS -> List.of("reason");
            default -> List.of();
        };
    }

    /** {@code quittance.outbox.lag}, as Micrometer wants it; Prometheus makes {@code quittance_outbox_lag_seconds} of it. */
    public String dotted() {
        return "quittance." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** {@code OutboxLag}, as CloudWatch has it. */
    public String camel() {
        return Arrays.stream(name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
