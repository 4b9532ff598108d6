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

/** One thing provided under a subscription. */
@Entity
public class Service extends Endable {

    @Id
    public String id;

    @Column(name = "subscription_id", updatable = false)
    public String subscriptionId;

    public String name;

    /** Where it stands in its life while it is provided. */
    @Enumerated(EnumType.STRING)
    public Standing standing = Standing.EFFECTIVE;

    @Enumerated(EnumType.STRING)
    private Outcome state = Outcome.PROVIDED;

    @Version
    int version;

    /** What the billing system says of a provided service. */
    public enum Standing {
        EFFECTIVE,
        NOT_EFFECTIVE,
        IN_RESTING,
        SHORT_TERM_EFFECTIVE,
        SHORT_TERM_NOT_EFFECTIVE
    }

    /** What is written down of its end. */
    private enum Outcome {
        PROVIDED,
        CANCELED
    }

    public ServiceState state(Instant at) {
        return state == Outcome.CANCELED || hasEnded(at)
                ? ServiceState.CANCELED
                : ServiceState.valueOf(standing.name());
    }

    /** Ends it. */
    public void cancel(Cancellation by, Instant now) {
        end(by, now);
        state = Outcome.CANCELED;
    }

    /** Takes it over as ended from the billing system, where it ended before Quittance knew it. */
    public void importAsEnded(LocalDate day, Instant moment) {
        importEnd(day, moment);
        state = Outcome.CANCELED;
    }

    /** The services of some subscriptions, in the order of their ids. */
    public static List<Service> of(Collection<String> subscriptionIds) {
        return list("subscriptionId in ?1 order by subscriptionId, id", subscriptionIds);
    }

    @Override
    public String toString() {
        return "service " + id;
    }
}
