package io.quittance.delivery;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Schedule;
import io.quittance.persistence.Outbox;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events that wait in the outbox, for a limited time; an event that is not accepted is retried later, and
 * parked after many tries.
 *
 * <p>It needs no idempotency key: an event keeps its id, so the function may be called at any time and several times at
 * once. Events are sent at least once, and in no order. Refuses by NO_EVENT_DESTINATION ({@code RefusalReason}).
 *
 * <p>Roles: billing admin, system.
 */
public class PublishEvents {

    private static final Duration LATE = Duration.ofMinutes(10);

    private final Desk desk;
    private final Schedule schedule;
    private final Delivery delivery;
    private final Duration usualTime;

    PublishEvents(
            Desk desk,
            Schedule schedule,
            Delivery delivery,
            @ConfigProperty(name = "quittance.events.time") Duration usualTime) {
        this.desk = desk;
        this.schedule = schedule;
        this.delivery = delivery;
        this.usualTime = usualTime;
    }

    @Funq("publish-events")
    @Roles({BILLING_ADMIN, SYSTEM})
    public PublishedEvents publish(@Nullable PublishEventsRequest request) {
        PublishEventsRequest asking = request == null ? new PublishEventsRequest(null, false) : request;
        delivery.mustHaveDestination();
        var sum = new Sum();
        Duration time = asking.seconds() == null ? usualTime : Duration.ofSeconds(asking.seconds());
        schedule.forEachTenant(time, left -> publish(asking, left, sum));
        return sum.told();
    }

    private void publish(PublishEventsRequest request, Duration left, Sum sum) {
        PublishEventsRequest valid = desk.read(request, (asking, locks, asked) -> asking);
        if (valid.retryParked()) {
            delivery.retryParked();
        }
        // A batch of which nothing was taken ends the turn: the destinations are out of order, or nothing is left.
        schedule.repeat(left, () -> sum.add(delivery.next()).taken());
        sum.late += desk.read(
                request,
                (asking, locks, asked) -> Outbox.waitingSince(asked.at().minus(LATE)));
    }

    /** The sums over the batches. */
    private static final class Sum {
        private long published;
        private long failed;
        private long parked;
        private long late;

        Delivery.Batch add(Delivery.Batch batch) {
            published += batch.published();
            failed += batch.failed();
            parked += batch.parked();
            return batch;
        }

        PublishedEvents told() {
            return new PublishedEvents(published, new PublishedEvents.FailureCounts(failed, parked, late));
        }
    }

    /**
     * The request for publishing.
     *
     * @param seconds the time limit, which the batch being sent at the end may exceed; 20 if absent
     * @param retryParked also those that were parked
     */
    public record PublishEventsRequest(
            @Nullable @Min(1) @Max(900) Integer seconds, boolean retryParked) {}

    /**
     * The numbers of events.
     *
     * @param published accepted by a destination
     */
    public record PublishedEvents(
            long published, @JsonUnwrapped FailureCounts unpublished) {

        /**
         * The numbers of events that were not accepted.
         *
         * @param failed refused, and tried again later
         * @param parked refused for the last time; {@code list-events} shows the cause, and somebody has to act
         * @param late waiting for more than ten minutes
         */
        public record FailureCounts(long failed, long parked, long late) {}
    }
}
