package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that was used and is billed afterwards. */
@Entity
@Table(name = "usage_record")
public class UsageRecord extends TenantRecord {

    @Id
    public String id;

    @Column(name = "subscription_id", updatable = false)
    public String subscriptionId;

    @Column(name = "service_id", updatable = false)
    public @Nullable String serviceId;

    public String description;

    @Column(name = "amount_minor")
    public long amountMinor;

    @Column(updatable = false)
    public String currency;

    @Column(name = "used_on")
    public LocalDate usedOn;

    @Enumerated(EnumType.STRING)
    private State state = State.UNBILLED;

    @Column(name = "cancellation_id")
    private @Nullable String cancellationId;

    @Version
    int version;

    /** The states of usage: UNBILLED → BILLED by the billing system, → INVOICE_REQUESTED or DROPPED with the end. */
    public enum State {
        UNBILLED,
        BILLED,
        /** A last invoice was requested from the billing system. */
        INVOICE_REQUESTED,
        /** It is never billed. */
        DROPPED
    }

    public State state() {
        return state;
    }

    /** The billing system has put it on an invoice. */
    public void bill() {
        mustBe(state != State.DROPPED, "billed");
        state = State.BILLED;
    }

    /** It belongs on the last invoice. */
    public void requestInvoice(Cancellation by) {
        mustBe(state == State.UNBILLED, "put on the last invoice");
        state = State.INVOICE_REQUESTED;
        cancellationId = by.id();
    }

    /** It is never billed. */
    public void drop(Cancellation by) {
        mustBe(state == State.UNBILLED, "dropped");
        state = State.DROPPED;
        cancellationId = by.id();
    }

    private void mustBe(boolean allowed, String verb) {
        if (!allowed) {
            throw new IllegalStateException("Usage " + id + " cannot be " + verb + ": it is " + state);
        }
    }

    /** The number of unbilled records of a subscription, and their sum, in minor units. */
    public record UnbilledUsage(long count, long minorUnits) {}

    /** The unbilled records of a subscription in one sum, since there may be many. */
    public static UnbilledUsage sumOf(String subscriptionId) {
        return find(
                        "select count(*), coalesce(sum(amountMinor), 0L) from UsageRecord"
                                + " where subscriptionId = ?1 and state = UNBILLED",
                        subscriptionId)
                .project(UnbilledUsage.class)
                .singleResult();
    }

    /** The unbilled records of some subscriptions, in the order of each. */
    public static List<UsageRecord> unbilledOf(Collection<String> subscriptionIds) {
        return list("subscriptionId in ?1 and state = UNBILLED order by subscriptionId, id", subscriptionIds);
    }
}
