package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request for the joint end of several billing items of one account. */
@Entity
@Table(name = "cancellation_request")
public class CancellationRequest extends TenantRecord {

    @Id
    private String id;

    @Column(updatable = false)
    private long number;

    @Column(name = "account_id", updatable = false)
    private String accountId;

    @Enumerated(EnumType.STRING)
    private CancellationRequestState state;

    @Column(updatable = false)
    private String reason;

    @Column(name = "terms_version", updatable = false)
    private String termsVersion;

    @Column(updatable = false)
    private String plan;

    @Column(name = "requested_at", updatable = false)
    private Instant requestedAt;

    @Column(name = "requested_by", updatable = false)
    private String requestedBy;

    @Column(name = "approved_at")
    private @Nullable Instant approvedAt;

    @Column(name = "approved_by")
    private @Nullable String approvedBy;

    @Column(name = "completed_at")
    private @Nullable Instant completedAt;

    @Column(name = "voided_at")
    private @Nullable Instant voidedAt;

    @Column(name = "voided_by")
    private @Nullable String voidedBy;

    @Version
    int version;

    CancellationRequest() {}

    /**
     * The reason and the acknowledged terms of the request.
     *
     * @param reason JSON
     * @param plan JSON: as it was shown by the preview
     */
    public record Agreement(String reason, String termsVersion, String plan) {}

    /** Opens a pending request under the next number; numbers grow but may have gaps. */
    public static CancellationRequest open(String accountId, Agreement agreement, String by, Instant now) {
        var request = new CancellationRequest();
        request.number = ((Number) getEntityManager()
                        .createNativeQuery("select nextval('cancellation_request_number') /* no row of a tenant_id */")
                        .getSingleResult())
                .longValue();
        request.id = "CR-" + request.number;
        request.accountId = accountId;
        request.state = CancellationRequestState.PENDING;
        request.reason = agreement.reason();
        request.termsVersion = agreement.termsVersion();
        request.plan = agreement.plan();
        request.requestedAt = now;
        request.requestedBy = by;
        request.persist();
        return request;
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

    /** As it is written down; the clock may have made it COMPLETE before. */
    public CancellationRequestState state() {
        return state;
    }

    /** JSON. */
    public String reason() {
        return reason;
    }

    /** Of the terms that were acknowledged. */
    public String termsVersion() {
        return termsVersion;
    }

    /** JSON: as it was agreed to. */
    public String plan() {
        return plan;
    }

    public Instant requestedAt() {
        return requestedAt;
    }

    public String requestedBy() {
        return requestedBy;
    }

    public @Nullable Instant approvedAt() {
        return approvedAt;
    }

    public @Nullable String approvedBy() {
        return approvedBy;
    }

    public @Nullable Instant completedAt() {
        return completedAt;
    }

    public @Nullable Instant voidedAt() {
        return voidedAt;
    }

    public @Nullable String voidedBy() {
        return voidedBy;
    }

    /** Its items end on their days from here on. */
    public void approve(String by, Instant now) {
        mustBe(state == CancellationRequestState.PENDING, "approved");
        state = CancellationRequestState.APPROVED;
        approvedAt = now;
        approvedBy = by;
    }

    /** Nothing of it is left to be done. */
    public void complete(Instant now) {
        mustBe(state == CancellationRequestState.APPROVED, "completed");
        state = CancellationRequestState.COMPLETE;
        completedAt = now;
    }

    /** Voids the request. */
    public void voidRequest(String by, Instant now) {
        mustBe(state == CancellationRequestState.PENDING || state == CancellationRequestState.APPROVED, "voided");
        state = CancellationRequestState.VOIDED;
        voidedAt = now;
        voidedBy = by;
    }

    private void mustBe(boolean allowed, String verb) {
        if (!allowed) {
            throw new IllegalStateException("Cancellation request " + id + " cannot be " + verb + ": it is " + state);
        }
    }

    /** The requests of an account whose decision is not recorded, in the order of their numbers. */
    public static List<CancellationRequest> openOf(String accountId) {
        return list(
                "accountId = ?1 and state in ?2 order by number",
                accountId,
                List.of(CancellationRequestState.PENDING, CancellationRequestState.APPROVED));
    }

    /** The account of a request, without loading it: accounts are locked before anything is loaded. */
    public static Optional<String> accountOf(String id) {
        return accountOf("cancellation_request", id);
    }
}
