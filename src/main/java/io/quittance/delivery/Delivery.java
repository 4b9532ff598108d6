package io.quittance.delivery;

import static io.quittance.call.RefusalReason.NO_EVENT_DESTINATION;

import io.quarkus.arc.All;
import io.quittance.call.Refusal;
import io.quittance.desk.Journal;
import io.quittance.desk.Json;
import io.quittance.desk.Schedule;
import io.quittance.persistence.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Sends the due events of a tenant batch by batch. Each batch is claimed, sent and recorded in one transaction; rows
 * that another process has claimed are skipped.
 *
 * <p>If the database is lost after a batch is sent and before it is recorded, the batch is sent again: at least once.
 * Rows are never selected by a position in a sequence, so a row that commits late is sent all the same.
 */
@ApplicationScoped
public class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final Schedule schedule;
    private final Json json;
    private final List<Destination> destinations;

    Delivery(Schedule schedule, Json json, @All List<Destination> destinations) {
        this.schedule = schedule;
        this.json = json;
        this.destinations = destinations;
    }

    /**
     * The result of a batch.
     *
     * @param published the number of events that every destination accepted
     * @param taken whether any destination accepted an event: the events of the others wait for their next try and do
     *     not delay it
     */
    record Batch(int published, int failed, int parked, boolean taken) {}

    /** Returns true if a destination is configured. */
    public boolean hasDestination() {
        return destinations.stream().anyMatch(Destination::isConfigured);
    }

    void mustHaveDestination() {
        if (!hasDestination()) {
            throw Refusal.of(NO_EVENT_DESTINATION, "Neither a queue nor a bus is configured.");
        }
    }

    void retryParked() {
        schedule.record(journal -> Outbox.retryParked(journal.at()));
    }

    Batch next() {
        return schedule.recording(journal -> {
            List<Outbox> claimed = Outbox.claimDue(journal.at(), Destination.MOST_AT_ONCE);
            return claimed.isEmpty() ? new Batch(0, 0, 0, false) : send(claimed, journal);
        });
    }

    private Batch send(List<Outbox> claimed, Journal journal) {
        String tenant = journal.by().tenant();
        List<CloudEvent> events = claimed.stream()
                .map(event -> CloudEvent.of(event, tenant, json))
                .toList();
        Map<String, String> bodies = events.stream().collect(Collectors.toMap(CloudEvent::id, json::toJson));
        var failures = new HashMap<String, String>();
        boolean taken = false;
        for (Destination destination : destinations) {
            if (destination.isConfigured()) {
                Map<String, String> refused = send(destination, events, bodies);
                taken |= refused.size() < events.size();
                failures.putAll(refused);
            }
        }
        int parked = 0;
        for (Outbox event : claimed) {
            String reason = failures.get(event.id.toString());
            if (reason == null) {
                event.publish(journal.at());
            } else if (note(event, reason, journal.at())) {
                parked++;
            }
        }
        return new Batch(claimed.size() - failures.size(), failures.size() - parked, parked, taken);
    }

    /**
     * A destination that cannot be reached has taken none of them. One that refuses them all is sent each by itself: one that
     * is too large, say, must not hold up the others.
     */
    static Map<String, String> send(Destination destination, List<CloudEvent> events, Map<String, String> bodies) {
        try {
            return destination.send(events, bodies);
        } catch (SdkException failure) {
            if (isOfTheEvents(failure) && events.size() > 1) {
                var failures = new HashMap<String, String>();
                events.forEach(event -> failures.putAll(send(destination, List.of(event), bodies)));
                return failures;
            }
            LOG.errorf(failure, "%d events are not taken", events.size());
            String reason = failure.getClass().getSimpleName();
            return events.stream().collect(Collectors.toMap(CloudEvent::id, event -> reason));
        }
    }

    /** A destination that asks for fewer calls is not sent more. */
    private static boolean isOfTheEvents(SdkException failure) {
        return failure instanceof SdkServiceException refused
                && refused.statusCode() < 500
                && !refused.isThrottlingException();
    }

    /** Answers whether the event is given up. */
    private static boolean note(Outbox event, String reason, Instant at) {
        int tried = event.tries() + 1;
        boolean givenUp = DeliveryRule.isGivenUp(tried);
        if (givenUp) {
            LOG.errorf("Event %s (%s) is parked: %s", event.id, event.type, reason);
            event.park(reason, at);
        } else {
            event.tryAgain(DeliveryRule.nextTry(tried, at), reason);
        }
        return givenUp;
    }
}
