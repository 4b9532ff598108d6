package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Money that goes back to a customer by one way. Its {@link RefundPart}s say of which payments and lines.
 *
 * <p>Amounts are minor units of its currency and never change; a correction is a new row.
 */
@Entity
public class Refund extends TenantRecord {

    @Id
    private String id;

    @Column(updatable = false)
    private long number;

    @Column(name = "account_id", updatable = false)
    private String accountId;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private RefundDestination destination;

    @Column(name = "payment_id", updatable = false)
    private @Nullable String paymentId;

    @Column(name = "credit_note_id", updatable = false)
    private @Nullable String creditNoteId;

    @Column(name = "cancellation_id", updatable = false)
    private @Nullable String cancellationId;

    @Column(name = "amount_minor", updatable = false)
    private long amountMinor;

    @Column(name = "fee_minor", updatable = false)
    private long feeMinor;

    @Column(updatable = false)
    private String currency;

    @Enumerated(EnumType.STRING)
    private RefundState state;

    @Column(updatable = false)
    private String reason;

    @Column(name = "requested_at", updatable = false)
    private Instant requestedAt;

    @Column(name = "requested_by", updatable = false)
    private String requestedBy;

    @Version
    int version;

    Refund() {}

    /**
     * Why and for whom a refund is made.
     *
     * @param cancellationId of the end that it belongs to; none of a refund by itself
     * @param reason JSON
     */
    public record Occasion(String accountId, @Nullable String cancellationId, String reason, String requestedBy) {}

    /**
     * Where it goes, and how much of it.
     *
     * @param paymentId that it goes back by, of ORIGINAL_PAYMENT
     * @param creditNoteId that it is, of CREDIT_NOTE
     * @param amountMinor with the fee
     * @param feeMinor what is kept of it
     */
    public record Way(
            RefundDestination destination,
            @Nullable String paymentId,
            @Nullable String creditNoteId,
            long amountMinor,
            long feeMinor,
            String currency) {}

    /** Opens a refund under the next number. One that nobody has to carry out has succeeded at once. */
    public static Refund open(Occasion occasion, Way way, Instant now) {
        long number = ((Number) getEntityManager()
                        .createNativeQuery("select nextval('refund_number') /* no row of a tenant_id */")
                        .getSingleResult())
                .longValue();
        var refund = new Refund();
        refund.number = number;
        refund.id = "R-" + number;
        refund.accountId = occasion.accountId();
        refund.cancellationId = occasion.cancellationId();
        refund.reason = occasion.reason();
        refund.requestedBy = occasion.requestedBy();
        refund.requestedAt = now;
        refund.destination = way.destination();
        refund.paymentId = way.paymentId();
        refund.creditNoteId = way.creditNoteId();
        refund.amountMinor = way.amountMinor();
        refund.feeMinor = way.feeMinor();
        refund.currency = way.currency();
        refund.state = way.destination() == RefundDestination.ORIGINAL_PAYMENT && way.amountMinor() > way.feeMinor()
                ? RefundState.PENDING
                : RefundState.SUCCEEDED;
        refund.persist();
        return refund;
    }

    public String id() {
        return id;
    }

    public long number() {
        return number;
    }

    public String accountId() {
        return accountId;
    }

    public RefundDestination destination() {
        return destination;
    }

    public @Nullable String paymentId() {
        return paymentId;
    }

    public @Nullable String creditNoteId() {
        return creditNoteId;
    }

    public @Nullable String cancellationId() {
        return cancellationId;
    }

    /** With the fee. */
    public long amountMinor() {
        return amountMinor;
    }

    public long feeMinor() {
        return feeMinor;
    }

    /** What the customer gets. */
    public long paidOutMinor() {
        return amountMinor - feeMinor;
    }

    public String currency() {
        return currency;
    }

    public RefundState state() {
        return state;
    }

    /** JSON. */
    public String reason() {
        return reason;
    }

    public Instant requestedAt() {
        return requestedAt;
    }

    public String requestedBy() {
        return requestedBy;
    }

    /** Those of an account that the payment system has been told of and has not answered. */
    public static List<Refund> pendingOf(String accountId) {
        return list("accountId = ?1 and state = PENDING order by number", accountId);
    }

    /** Those that belong to some cancellations, in the order of their numbers. */
    public static List<Refund> ofCancellations(Collection<String> cancellationIds) {
        return list("cancellationId in ?1 order by number", cancellationIds);
    }
}
