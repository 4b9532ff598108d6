package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A refund to a customer by one route. Its {@link RefundPart}s name the payments and lines.
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

    @Column(name = "of_credit_note_id", updatable = false)
    private @Nullable String ofCreditNoteId;

    @Column(name = "cancellation_id", updatable = false)
    private @Nullable String cancellationId;

    @Column(name = "amount_minor", updatable = false)
    private long amountMinor;

    @Column(name = "fee_minor", updatable = false)
    private long feeMinor;

    @Column(updatable = false)
    private String currency;

    @Column(name = "overridden_credit_note_id", updatable = false)
    private @Nullable String overriddenCreditNoteId;

    @Column(name = "override_reason", updatable = false)
    private @Nullable String overrideReason;

    @Enumerated(EnumType.STRING)
    private RefundState state;

    @Column(updatable = false)
    private String reason;

    @Column(name = "requested_at", updatable = false)
    private Instant requestedAt;

    @Column(name = "requested_by", updatable = false)
    private String requestedBy;

    private int attempt;

    @Column(name = "overpaid_minor")
    private long overpaidMinor;

    @Column(name = "replaces_refund_id", updatable = false)
    private @Nullable String replacesRefundId;

    @Column(name = "due_by", updatable = false)
    private @Nullable LocalDate dueBy;

    @Version
    int version;

    Refund() {}

    /**
     * Why and for whom a refund is made.
     *
     * @param cancellationId the end that it belongs to; null for a refund by itself
     * @param ofCreditNoteId the credit note that is paid out by it
     * @param reason JSON
     * @param needsApproval whether a second person has to approve it first
     * @param dueBy last day on which it has to be paid back; none where no law names one
     * @param replacesRefundId the refund that is redirected to it
     */
    public record Occasion(
            String accountId,
            @Nullable String cancellationId,
            @Nullable String ofCreditNoteId,
            boolean needsApproval,
            String reason,
            String requestedBy,
            @Nullable LocalDate dueBy,
            @Nullable String replacesRefundId) {}

    /**
     * The destination and the amount.
     *
     * @param paymentId the payment that it returns to, for ORIGINAL_PAYMENT
     * @param creditNoteId the credit note that it uses, for CREDIT_NOTE
     * @param amountMinor with the fee
     * @param feeMinor the fee that is deducted
     * @param override the credit note that stood in its way
     */
    public record Route(
            RefundDestination destination,
            @Nullable String paymentId,
            @Nullable String creditNoteId,
            long amountMinor,
            long feeMinor,
            String currency,
            @Nullable CreditNoteOverride override) {}

    /** A credit note for the same that is overridden, and why. */
    public record CreditNoteOverride(String creditNoteId, String overrideReason) {}

    /** Opens a refund under the next number; it is carried out, unless it has to be approved first. */
    public static Refund open(Occasion occasion, Route way, Instant now) {
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
        refund.dueBy = occasion.dueBy();
        refund.replacesRefundId = occasion.replacesRefundId();
        refund.destination = way.destination();
        refund.paymentId = way.paymentId();
        refund.creditNoteId = way.creditNoteId();
        refund.ofCreditNoteId = occasion.ofCreditNoteId();
        refund.amountMinor = way.amountMinor();
        refund.feeMinor = way.feeMinor();
        refund.currency = way.currency();
        if (way.override() != null) {
            refund.overriddenCreditNoteId = way.override().creditNoteId();
            refund.overrideReason = way.override().overrideReason();
        }
        if (occasion.needsApproval()) {
            refund.state = RefundState.PENDING_APPROVAL;
        } else {
            refund.carryOut();
        }
        refund.persist();
        return refund;
    }

    /** Approves it: the payment system is asked; a refund that needs no payment system has succeeded at once. */
    private void carryOut() {
        boolean bySomebodyElse = destination == RefundDestination.ORIGINAL_PAYMENT && paidOutMinor() > 0;
        state = bySomebodyElse ? RefundState.PENDING : RefundState.SUCCEEDED;
        attempt = bySomebodyElse ? attempt + 1 : attempt;
    }

    /** A second person lets it be carried out. */
    public void approve() {
        mustBe(RefundState.PENDING_APPROVAL);
        carryOut();
    }

    /** A second person does not let it be carried out. */
    public void reject() {
        mustBe(RefundState.PENDING_APPROVAL);
        state = RefundState.REJECTED;
    }

    /** The payment system has carried it out, perhaps after it had reported a failure. */
    public void succeed() {
        mustBe(RefundState.PENDING, RefundState.FAILED);
        state = RefundState.SUCCEEDED;
    }

    /**
     * The payment system has carried it out, though it was given up since.
     *
     * @param overpaid what the customer has now received too much, in minor units
     */
    public void succeedLate(long overpaid) {
        mustBe(RefundState.CANCELED, RefundState.REDIRECTED);
        state = RefundState.SUCCEEDED;
        overpaidMinor = overpaid;
    }

    /** The payment system could not carry it out. */
    public void fail() {
        mustBe(RefundState.PENDING);
        state = RefundState.FAILED;
    }

    /** The payment system is asked once more. */
    public void retry() {
        mustBe(RefundState.FAILED);
        carryOut();
    }

    /** Gives it up. */
    public void cancel() {
        mustBe(RefundState.PENDING_APPROVAL, RefundState.FAILED);
        state = RefundState.CANCELED;
    }

    /** Other refunds take its place. */
    public void redirect() {
        mustBe(RefundState.FAILED, RefundState.CANCELED);
        state = RefundState.REDIRECTED;
    }

    /** Reverses it. */
    public void reverse() {
        mustBe(RefundState.SUCCEEDED);
        state = RefundState.REVERSED;
    }

    private void mustBe(RefundState... states) {
        if (!List.of(states).contains(state)) {
            throw new IllegalStateException("Refund " + id + " is " + state);
        }
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

    /** The credit note that is paid out by it. */
    public @Nullable String ofCreditNoteId() {
        return ofCreditNoteId;
    }

    /** The credit note that it uses up, by whichever way. */
    public @Nullable String usedCreditNoteId() {
        return creditNoteId == null ? ofCreditNoteId : creditNoteId;
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

    /** The amount that the customer gets; zero for the part deducted for a penalty. */
    public long paidOutMinor() {
        return destination == RefundDestination.PENALTY ? 0 : amountMinor - feeMinor;
    }

    /** With the fee. */
    public Money amount() {
        return Money.ofMinor(CurrencyUnit.of(currency), amountMinor);
    }

    /** The amount that the customer gets. */
    public Money paidOut() {
        return Money.ofMinor(CurrencyUnit.of(currency), paidOutMinor());
    }

    public String currency() {
        return currency;
    }

    public RefundState state() {
        return state;
    }

    /** How often the payment system was asked to carry it out. */
    public int attempt() {
        return attempt;
    }

    /** What the customer received too much, because it succeeded after it was given up; in minor units. */
    public long overpaidMinor() {
        return overpaidMinor;
    }

    /** The refund that was redirected to it. */
    public @Nullable String replacesRefundId() {
        return replacesRefundId;
    }

    /** The credit note that blocked it when it was requested. */
    public @Nullable String overriddenCreditNoteId() {
        return overriddenCreditNoteId;
    }

    /** Why it is paid in spite of that note. */
    public @Nullable String overrideReason() {
        return overrideReason;
    }

    /** Last day on which it has to be paid back; null where no law names one. */
    public @Nullable LocalDate dueBy() {
        return dueBy;
    }

    /** The number of refunds not yet paid back whose legal due date is before a day. */
    public static long notPaidBackBefore(LocalDate day) {
        return count(
                "dueBy < ?1 and state in ?2",
                day,
                List.of(RefundState.PENDING_APPROVAL, RefundState.PENDING, RefundState.FAILED));
    }

    /** Returns true if the law requires it, whatever the policy allows. */
    public boolean isOwed() {
        return dueBy != null;
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

    /** The refunds of an account that wait for a second person, or for the payment system's answer. */
    public static List<Refund> pendingOf(String accountId) {
        return list(
                "accountId = ?1 and state in ?2 order by number",
                accountId,
                List.of(RefundState.PENDING_APPROVAL, RefundState.PENDING));
    }

    /**
     * The amount refunded of an account without a second person, in minor units: after a moment, or at any time of some
     * payments or lines. Refunds of ends are computed, and a credit note was decided before, so they do not count; nor
     * do those that wait or were reversed.
     */
    public static long unapprovedMinor(
            String accountId, Collection<String> payments, Collection<String> lines, Instant after) {
        return getEntityManager()
                .createQuery(
                        "select coalesce(sum(p.amountMinor), 0) from RefundPart p, Refund r where r.id = p.refundId"
                                + " and r.accountId = :account and r.cancellationId is null"
                                + " and r.destination <> CREDIT_NOTE and r.state in (PENDING, SUCCEEDED, FAILED)"
                                + " and not exists (select 1 from RefundStep s where s.refundId = r.id and s.what = APPROVED)"
                                + " and (r.requestedAt > :after or p.paymentId in :payments or p.lineId in :lines)",
                        Long.class)
                .setParameter("account", accountId)
                .setParameter("payments", payments)
                .setParameter("lines", lines)
                .setParameter("after", after)
                .getSingleResult();
    }

    /**
     * The amount that refunds return by each of some payments, in minor units; also what was redirected to it and is taken
     * from another payment.
     */
    public static Map<String, Long> routedMinor(Collection<String> payments) {
        return getEntityManager()
                .createQuery(
                        "select paymentId, sum(amountMinor - feeMinor) from Refund where paymentId in :payments"
                                + " and state in (PENDING_APPROVAL, PENDING, FAILED, SUCCEEDED) group by paymentId",
                        Object[].class)
                .setParameter("payments", payments)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).longValue()));
    }

    /** The account of a refund, without loading it: accounts are locked before anything is loaded. */
    public static Optional<String> accountOf(String id) {
        return accountOf("refund", id);
    }

    /** The refunds of some cancellations, in the order of their numbers. */
    public static List<Refund> ofCancellations(Collection<String> cancellationIds) {
        return list("cancellationId in ?1 order by number", cancellationIds);
    }
}
