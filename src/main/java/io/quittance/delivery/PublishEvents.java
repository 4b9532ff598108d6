package io.quittance.delivery;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

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

    /** What the batches add up to. */
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
            return new PublishedEvents(published, failed, parked, late);
        }
    }

    /**
     * How to publish.
     *
     * @param seconds how long at most, until the batch that is then being sent; 20 where it is left out
     * @param retryParked also those that were parked
     */
    public record PublishEventsRequest(
            @Nullable @Min(1) @Max(900) Integer seconds, boolean retryParked) {}

    /**
     * How many events.
     *
     * @param failed were not taken, and are tried again later
     * @param parked were not taken for the last time, and wait for somebody; {@code list-events} tells why
     * @param late have waited for more than ten minutes, and still do
     */
    public record PublishedEvents(long published, long failed, long parked, long late) {}
}
