package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is billed again and again.
 *
 * <p>The clock decides when it has ended, not the job that writes it down: once its effective moment has passed, the
 * item is canceled for every reader, even where the row still says ACTIVE.
 */
@Entity
@Table(name = "billing_item")
public class BillingItem extends TenantRecord {

    @Id
    public String id;

    @Column(name = "account_id", updatable = false)
    public String accountId;

    @Column(name = "category_id")
    public @Nullable String categoryId;

    @Column(name = "parent_id")
    public @Nullable String parentId;

    public String name;

    /** The price of a period, in minor units of {@link #currency}. */
    @Column(name = "price_minor")
    public long priceMinor;

    public String currency;

    /** First day of the first period; every anniversary is counted from it. */
    @Column(name = "anchor_on")
    public LocalDate anchorOn;

    @Enumerated(EnumType.STRING)
    @Column(name = "period_unit")
    public PeriodUnit periodUnit = PeriodUnit.MONTH;

    @Column(name = "period_count")
    public int periodCount = 1;

    public boolean cancelable = true;

    /** What to do instead, where the item cannot be canceled. */
    public @Nullable String instead;

    @Enumerated(EnumType.STRING)
    private ItemState state = ItemState.ACTIVE;

    @Column(name = "cancellation_id")
    private @Nullable String cancellationId;

    @Column(name = "effective_on")
    private @Nullable LocalDate effectiveOn;

    @Column(name = "effective_at")
    private @Nullable Instant effectiveAt;

    @Column(name = "canceled_at")
    private @Nullable Instant canceledAt;

    @Column(name = "left_invoices_at")
    private @Nullable Instant leftInvoicesAt;

    @Version
    int version;

    /** Whether it has ended at that moment, carried out or not. */
    public boolean isCanceled(Instant at) {
        return state == ItemState.CANCELED || (effectiveAt != null && !effectiveAt.isAfter(at));
    }

    /** Whether a cancellation waits for its effective moment. */
    public boolean isScheduled(Instant at) {
        return cancellationId != null && !isCanceled(at);
    }

    /** Whether its end is written down. */
    public boolean isEnded() {
        return state == ItemState.CANCELED;
    }

    public ItemState state(Instant at) {
        return isCanceled(at) ? ItemState.CANCELED : ItemState.ACTIVE;
    }

    /** The cancellation that ended it or will. */
    public @Nullable String cancellationId() {
        return cancellationId;
    }

    /** First day not used, once a cancellation is scheduled or done. */
    public @Nullable LocalDate effectiveOn() {
        return effectiveOn;
    }

    public @Nullable Instant effectiveAt() {
        return effectiveAt;
    }

    public @Nullable Instant leftInvoicesAt() {
        return leftInvoicesAt;
    }

    /** Plans its end; it stays active until then. */
    public void schedule(String cancellation, LocalDate day, Instant moment) {
        mustBe(state == ItemState.ACTIVE && cancellationId == null, "scheduled");
        cancellationId = cancellation;
        effectiveOn = day;
        effectiveAt = moment;
    }

    /** Puts back what {@link #schedule} planned. */
    public void unschedule(String cancellation) {
        mustBe(state == ItemState.ACTIVE && cancellation.equals(cancellationId), "unscheduled");
        cancellationId = null;
        effectiveOn = null;
        effectiveAt = null;
    }

    /** Ends it. */
    public void cancel(String cancellation, LocalDate day, Instant effective, Instant now) {
        mustBe(
                state == ItemState.ACTIVE && (cancellationId == null || cancellationId.equals(cancellation)),
                "canceled");
        state = ItemState.CANCELED;
        cancellationId = cancellation;
        effectiveOn = day;
        effectiveAt = effective;
        canceledAt = now;
    }

    /** Takes it over as ended from the billing system, where it ended before Quittance knew it. */
    public void importAsEnded(LocalDate day, Instant moment) {
        mustBe(state == ItemState.ACTIVE && cancellationId == null, "imported as ended");
        state = ItemState.CANCELED;
        effectiveOn = day;
        effectiveAt = moment;
        canceledAt = moment;
    }

    /** Takes it off its invoices, after the last balance on them is paid. */
    public void leaveInvoices(Instant now) {
        mustBe(state == ItemState.CANCELED && leftInvoicesAt == null, "taken off its invoices");
        leftInvoicesAt = now;
    }

    /** Puts it on an invoice again: a document with an open balance came after it had left. */
    public void returnToInvoices() {
        mustBe(leftInvoicesAt != null, "put on an invoice again");
        leftInvoicesAt = null;
    }

    private void mustBe(boolean allowed, String verb) {
        if (!allowed) {
            throw new IllegalStateException(
                    "Billing item " + id + " cannot be " + verb + ": " + state + ", cancellation " + cancellationId);
        }
    }

    /** The account of an item, without loading the item: accounts are locked before anything is loaded. */
    public static Optional<String> accountOf(String id) {
        return find("select accountId from BillingItem where id = ?1", id)
                .project(String.class)
                .firstResultOptional();
    }

    @Override
    public String toString() {
        return "billing item " + Objects.toString(id);
    }
}
