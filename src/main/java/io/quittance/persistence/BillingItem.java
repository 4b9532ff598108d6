package io.quittance.persistence;

import io.quittance.settlement.PeriodUnit;
import io.quittance.settlement.Recurrence;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that is billed again and again. */
@Entity
@Table(name = "billing_item")
public class BillingItem extends Endable {

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

    /** The alternative where the item cannot be canceled. */
    public @Nullable String alternative;

    @Enumerated(EnumType.STRING)
    private ItemState state = ItemState.ACTIVE;

    @Column(name = "left_invoices_at")
    private @Nullable Instant leftInvoicesAt;

    @Version
    int version;

    public Recurrence periods() {
        return new Recurrence(anchorOn, periodUnit, periodCount);
    }

    public ItemState state(Instant at) {
        return hasEnded(at) ? ItemState.CANCELED : ItemState.ACTIVE;
    }

    public @Nullable Instant leftInvoicesAt() {
        return leftInvoicesAt;
    }

    /** Ends it. */
    public void cancel(Cancellation by, Instant now) {
        end(by, now);
        state = ItemState.CANCELED;
    }

    /** Takes it over as ended from the billing system, where it ended before Quittance knew it. */
    public void importAsEnded(LocalDate day, Instant moment) {
        importEnd(day, moment);
        state = ItemState.CANCELED;
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
            throw new IllegalStateException(this + " cannot be " + verb + ": " + state);
        }
    }

    /** The items of an account that have not ended at a moment, in the order of their ids. */
    public static List<BillingItem> runningOf(String accountId, Instant at) {
        return list(
                "accountId = ?1 and endedAt is null and (effectiveAt is null or effectiveAt > ?2) order by id",
                accountId,
                at);
    }

    /** The number of an account's items that have not ended at a moment. */
    public static long countRunningOf(String accountId, Instant at) {
        return count("accountId = ?1 and endedAt is null and (effectiveAt is null or effectiveAt > ?2)", accountId, at);
    }

    /** The account of an item, without loading the item: accounts are locked before anything is loaded. */
    public static Optional<String> accountOf(String id) {
        return accountOf("billing_item", id);
    }

    /** The ids of those among some that were canceled at once, and not on a day that was waited for. */
    public static List<String> canceledAtOnce(Collection<String> ids) {
        return find(
                        "select i.id from BillingItem i where i.id in ?1 and i.cancellationId in"
                                + " (select c.id from Cancellation c where c.timing = IMMEDIATE)",
                        ids)
                .project(String.class)
                .list();
    }

    @Override
    public String toString() {
        return "billing item " + Objects.toString(id);
    }
}
