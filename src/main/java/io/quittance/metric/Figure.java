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
    /** Events that wait for publication. */
    OUTBOX_WAITING(Kind.SUM),
    /** The time that the oldest of them has waited. */
    OUTBOX_LAG(Kind.AGE),
    /** Events that were given up. */
    OUTBOX_PARKED(Kind.SUM),
    /** Scheduled cancellations that are due and not executed yet. */
    ACTIONS_OVERDUE(Kind.SUM),
    /** The time since the oldest of them became due. */
    ACTIONS_LAG(Kind.AGE),
    /** Due cancellations that could not be executed and need a person. */
    ACTIONS_PARKED(Kind.SUM),
    /** Refunds that are not paid back, and have to be within some days. */
    REFUNDS_DUE_SOON(Kind.SUM),
    /** Refunds that are not paid back, and had to be. */
    REFUNDS_PAST_DUE(Kind.SUM),
    /** Bill runs that are being canceled or removed. */
    BILL_RUNS_OPEN(Kind.SUM),
    /** The documents of these bill runs, as far as they are assigned to chunks. */
    BILL_RUNS_PLANNED(Kind.SUM),
    /** The processed ones among them, exceptions included. */
    BILL_RUNS_DONE(Kind.SUM),
    /** Chunks that could not be processed and need a person. */
    BILL_RUNS_PARKED(Kind.SUM);

    /** The kinds of numbers. */
    public enum Kind {
        /** Grows with each one. */
        COUNT,
        /** A current number, summed over all tenants. */
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

    /** The labels of a figure. */
    public List<String> labels() {
        return switch (this) {
            case COMMANDS -> List.of("function", "outcome");
            case REFUSALS -> List.of("reason");
            default -> List.of();
        };
    }

    /** {@code quittance.outbox.lag}, as Micrometer names it; Prometheus derives {@code quittance_outbox_lag_seconds}. */
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
