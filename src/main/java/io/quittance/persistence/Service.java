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
import org.jspecify.annotations.Nullable;

/** One thing provided under a subscription. */
@Entity
public class Service extends Endable {

    @Id
    public String id;

    @Column(name = "subscription_id", updatable = false)
    public String subscriptionId;

    public String name;

    /** The class that removal conditions and subscription definitions name. */
    @Column(name = "service_class")
    public @Nullable String serviceClass;

    /** The party that provisions it. */
    @Column(name = "distributor_id")
    public @Nullable String distributorId;

    /** Of the billing term that it falls under; none of a service that may leave freely. */
    @Column(name = "term_class")
    public @Nullable String termClass;

    /** The first day on which it was provided; the days to regret it count from it. */
    @Column(name = "activated_on")
    public @Nullable LocalDate activatedOn;

    /** First day on which it is not bound any more; a {@link BindingExtension} may say later. */
    @Column(name = "bound_until")
    public @Nullable LocalDate boundUntil;

    /** First day on which it may end, be that in the binding or after it. */
    @Column(name = "cancelable_from")
    public @Nullable LocalDate cancelableFrom;

    /**
     * The price of one period of its subscription, in minor units of the account's currency; known for all services
     * with a billing term.
     */
    @Column(name = "price_minor")
    public @Nullable Long priceMinor;

    /** The billing status while the service is provided. */
    @Enumerated(EnumType.STRING)
    @Column(name = "billing_status")
    public BillingStatus billingStatus = BillingStatus.EFFECTIVE;

    @Enumerated(EnumType.STRING)
    private Outcome state = Outcome.PROVIDED;

    @Version
    int version;

    /** The billing system's status of a provided service. */
    public enum BillingStatus {
        /** It was ordered and is not provisioned yet: the order is canceled in the billing system. */
        ORDERED,
        EFFECTIVE,
        NOT_EFFECTIVE,
        IN_RESTING,
        SHORT_TERM_EFFECTIVE,
        SHORT_TERM_NOT_EFFECTIVE
    }

    /** The recorded end. */
    private enum Outcome {
        PROVIDED,
        CANCELED,
        REGRETTED
    }

    public ServiceState state(Instant at) {
        if (state == Outcome.REGRETTED) {
            return ServiceState.REGRETTED;
        }
        return hasEnded(at) ? ServiceState.CANCELED : ServiceState.valueOf(billingStatus.name());
    }

    /** Ends it. */
    public void cancel(Cancellation by, Instant now) {
        end(by, now);
        state = Outcome.CANCELED;
    }

    /** Ends it in the days to regret it. */
    public void regret(Cancellation by, Instant now) {
        end(by, now);
        state = Outcome.REGRETTED;
    }

    /** Takes it over as ended from the billing system, where it ended before Quittance knew it. */
    public void importAsEnded(LocalDate day, Instant moment) {
        importEnd(day, moment);
        state = Outcome.CANCELED;
    }

    /** The subscriptions of some services, without loading them: accounts are locked before anything is loaded. */
    public static List<String> subscriptionsOf(Collection<String> ids) {
        return find("select distinct subscriptionId from Service where id in ?1", ids)
                .project(String.class)
                .list();
    }

    /** The services of some subscriptions, in the order of their ids. */
    public static List<Service> of(Collection<String> subscriptionIds) {
        return list("subscriptionId in ?1 order by subscriptionId, id", subscriptionIds);
    }

    /** The services that a cancellation will end, in the order of their ids. */
    public static List<Service> endingBy(String cancellationId) {
        return list("cancellationId = ?1 and state = PROVIDED order by id", cancellationId);
    }

    /** The services out of some that have not ended, in the order of their ids. */
    public static List<Service> running(Collection<String> ids) {
        return list("id in ?1 and state = PROVIDED order by id", ids);
    }

    @Override
    public String toString() {
        return "service " + id;
    }
}
