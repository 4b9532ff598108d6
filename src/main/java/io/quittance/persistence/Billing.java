package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One collection of money that the billing system has planned or done for an account. */
@Entity
public class Billing extends TenantRecord {

    /** The billings that are still to be collected. */
    private static final List<BillingState> OPEN = List.of(BillingState.SCHEDULED, BillingState.SUBMITTED);

    @Id
    public String id;

    @Column(name = "account_id", updatable = false)
    public String accountId;

    @Column(name = "amount_minor")
    public long amountMinor;

    @Column(updatable = false)
    public String currency;

    @Column(name = "planned_on")
    public LocalDate plannedOn;

    @Enumerated(EnumType.STRING)
    private BillingState state = BillingState.SCHEDULED;

    @Column(name = "cancellation_id")
    private @Nullable String cancellationId;

    @Column(name = "canceled_at")
    private @Nullable Instant canceledAt;

    @Version
    int version;

    public BillingState state() {
        return state;
    }

    /** The closure that canceled it; none where the billing system did. */
    public @Nullable String cancellationId() {
        return cancellationId;
    }

    /** Goes on to where the billing system has taken it. */
    public void goOn(BillingState later) {
        mustBe(!state.isFinal() || state == later, "taken to " + later);
        state = later;
    }

    /** It is not collected any more. */
    public void cancel(Cancellation by, Instant now) {
        mustBe(!state.isFinal(), "canceled by " + by.id());
        state = BillingState.CANCELED;
        cancellationId = by.id();
        canceledAt = now;
    }

    private void mustBe(boolean allowed, String verb) {
        if (!allowed) {
            throw new IllegalStateException("Billing " + id + " cannot be " + verb + ": it is " + state);
        }
    }

    /** The billings of an account that are still to be collected, the ones planned first in front. */
    public static List<Billing> openOf(String accountId) {
        return list("accountId = ?1 and state in ?2 order by plannedOn, id", accountId, OPEN);
    }

    /** The first of these, up to a limit. */
    public static List<Billing> firstOpenOf(String accountId, int most) {
        return Billing.<Billing>find("accountId = ?1 and state in ?2 order by plannedOn, id", accountId, OPEN)
                .page(0, most)
                .list();
    }

    /** The number of an account's billings that are still to be collected. */
    public static long countOpenOf(String accountId) {
        return count("accountId = ?1 and state in ?2", accountId, OPEN);
    }

    /** The canceled billings of an account, the ones planned first in front, up to a limit. */
    public static List<Billing> firstCanceledOf(String accountId, int most) {
        return Billing.<Billing>find("accountId = ?1 and state = CANCELED order by plannedOn, id", accountId)
                .page(0, most)
                .list();
    }

    /** The number of an account's canceled billings. */
    public static long countCanceledOf(String accountId) {
        return count("accountId = ?1 and state = CANCELED", accountId);
    }
}
