package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of a refund since it was requested. Append-only. */
@Entity
@IdClass(RefundStep.Key.class)
@Table(name = "refund_step")
public class RefundStep extends TenantRecord {

    @Id
    @Column(name = "refund_id")
    public String refundId;

    @Id
    public int step;

    @Enumerated(EnumType.STRING)
    public Kind what;

    public Instant at;

    public String actor;

    public String role;

    /** The attempt of the payment system that this step is about; 0 if there was none. */
    public int attempt;

    /** The payment system's own. */
    public @Nullable String reference;

    public @Nullable String note;

    /** The moment of the answer by the payment system's clock. */
    @Column(name = "answered_at")
    public @Nullable Instant answeredAt;

    /** JSON. */
    public @Nullable String reason;

    RefundStep() {}

    /** The steps that are written down. */
    public enum Kind {
        APPROVED,
        REJECTED,
        SUCCEEDED,
        FAILED,
        RETRIED,
        CANCELED,
        REDIRECTED,
        REVERSED
    }

    /** The author and time of a step. */
    public record Actor(String actor, String role, Instant at) {}

    /**
     * The content of a step.
     *
     * @param reference the payment system's own
     * @param answeredAt the moment of the answer by the payment system's clock
     * @param reason JSON
     */
    public record ProviderAnswer(
            @Nullable String reference,
            @Nullable String note,
            @Nullable Instant answeredAt,
            @Nullable String reason) {

        public static final ProviderAnswer NOTHING = new ProviderAnswer(null, null, null, null);

        /** A reason, as JSON. */
        public static ProviderAnswer reason(String json) {
            return new ProviderAnswer(null, null, null, json);
        }
    }

    /** The next step of a refund. */
    public static RefundStep of(Refund refund, int step, Kind what, Actor by, ProviderAnswer said) {
        var taken = new RefundStep();
        taken.refundId = refund.id();
        taken.step = step;
        taken.what = what;
        taken.at = by.at();
        taken.actor = by.actor();
        taken.role = by.role();
        taken.attempt = refund.attempt();
        taken.reference = said.reference();
        taken.note = said.note();
        taken.answeredAt = said.answeredAt();
        taken.reason = said.reason();
        return taken;
    }

    /** The key of a step within its tenant. */
    public record Key(String refundId, int step) implements Serializable {}

    /** The steps of some refunds, in the order of each. */
    public static List<RefundStep> of(Collection<String> refundIds) {
        return list("refundId in ?1 order by refundId, step", refundIds);
    }
}
