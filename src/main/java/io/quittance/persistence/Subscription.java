package io.quittance.persistence;

import io.quittance.settlement.PeriodUnit;
import io.quittance.settlement.Recurrence;
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
import java.util.Optional;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** A contract of an account. It holds services, and runs for its term or until it is ended. */
@Entity
public class Subscription extends Endable {

    @Id
    public String id;

    @Column(name = "account_id", updatable = false)
    public String accountId;

    public String name;

    /** The billing system's status while it runs. */
    @Enumerated(EnumType.STRING)
    @Column(name = "billing_status")
    public BillingStatus billingStatus = BillingStatus.ACTIVE;

    @Column(name = "starts_on")
    public LocalDate startsOn;

    /** First day after its term; null if it runs until it is ended. */
    @Column(name = "expires_on")
    public @Nullable LocalDate expiresOn;

    /** First day of the first period; every later one is counted from it. */
    @Column(name = "anchor_on")
    public LocalDate anchorOn;

    @Enumerated(EnumType.STRING)
    @Column(name = "period_unit")
    public PeriodUnit periodUnit = PeriodUnit.MONTH;

    @Column(name = "period_count")
    public int periodCount = 1;

    @Enumerated(EnumType.STRING)
    @Column(name = "billed_as")
    public BilledAs billedAs = BilledAs.PERIODIC;

    @Column(name = "definition_id")
    public @Nullable String definitionId;

    @Enumerated(EnumType.STRING)
    private Outcome state = Outcome.RUNNING;

    /** The end of the last of its services; null as long as one runs, or if it never had any. */
    @Formula("(select case when count(s.id) > 0 and count(s.id) = count(s.effective_at) then max(s.effective_at) end"
            + " from service s where s.tenant_id = tenant_id and s.subscription_id = id)")
    private @Nullable Instant emptyFrom;

    @Version
    int version;

    /** The billing system's status of a running subscription. */
    public enum BillingStatus {
        ACTIVE,
        PAUSED,
        PAST_DUE
    }

    /** The billing kind of its contract, which decides what is credited. */
    public enum BilledAs {
        /** Period by period; the policy decides. */
        PERIODIC,
        /** As it is incurred: all inside the goodwill window, nothing later. */
        AS_INCURRED,
        /** By milestone: never given back; a replacement may be bought. */
        MILESTONE
    }

    /** The recorded end. */
    private enum Outcome {
        RUNNING,
        TERMINATED,
        CANCELED
    }

    public Recurrence periods() {
        return new Recurrence(anchorOn, periodUnit, periodCount);
    }

    /** Its state at a moment that falls on a day of its account. */
    public SubscriptionState state(Instant at, LocalDate day) {
        if (hasEnded(at)) {
            LocalDate end = effectiveOn();
            return state == Outcome.CANCELED || (end != null && !end.isAfter(startsOn))
                    ? SubscriptionState.CANCELED
                    : SubscriptionState.TERMINATED;
        }
        SubscriptionState running = stateWhileRunning(day);
        boolean goesOn = running != SubscriptionState.FUTURE && running != SubscriptionState.EXPIRED;
        return goesOn && emptyFrom != null && !emptyFrom.isAfter(at) ? SubscriptionState.NOT_EFFECTIVE : running;
    }

    /** Its state on a day of its account, where it has not ended. */
    public SubscriptionState stateWhileRunning(LocalDate day) {
        if (day.isBefore(startsOn)) {
            return SubscriptionState.FUTURE;
        }
        if (expiresOn != null && !day.isBefore(expiresOn)) {
            return SubscriptionState.EXPIRED;
        }
        return SubscriptionState.valueOf(billingStatus.name());
    }

    /** Ends it. */
    public void terminate(Cancellation by, Instant now) {
        end(by, now);
        state = Outcome.TERMINATED;
    }

    /** Ends it before it has begun. */
    public void cancel(Cancellation by, Instant now) {
        end(by, now);
        state = Outcome.CANCELED;
    }

    /** Takes it over as ended from the billing system, where it ended before Quittance knew it. */
    public void importAsEnded(LocalDate day, Instant moment) {
        importEnd(day, moment);
        state = Outcome.TERMINATED;
    }

    /** The account of a subscription, without loading it: accounts are locked before anything is loaded. */
    public static Optional<String> accountOf(String id) {
        return accountOf("subscription", id);
    }

    /** The ids of those whose term was over on a day, and that nobody has ended or will; earliest first. */
    public static List<String> expiredBy(LocalDate day, int most) {
        return Where.of("expiresOn <= :day and endedAt is null and cancellationId is null", day)
                .list(Subscription.class, "expiresOn, id", most)
                .stream()
                .map(subscription -> subscription.id)
                .toList();
    }

    /** The subscriptions of an account that have not ended at a moment, in the order of their ids. */
    public static List<Subscription> runningOf(String accountId, Instant at) {
        return list(
                "accountId = ?1 and endedAt is null and (effectiveAt is null or effectiveAt > ?2) order by id",
                accountId,
                at);
    }

    /** The number of an account's subscriptions that have not ended at a moment. */
    public static long countRunningOf(String accountId, Instant at) {
        return count("accountId = ?1 and endedAt is null and (effectiveAt is null or effectiveAt > ?2)", accountId, at);
    }

    /** The accounts of some subscriptions, without loading them. */
    public static List<String> accountsOf(Collection<String> ids) {
        return find("select distinct accountId from Subscription where id in ?1", ids)
                .project(String.class)
                .list();
    }

    @Override
    public String toString() {
        return "subscription " + id;
    }
}
