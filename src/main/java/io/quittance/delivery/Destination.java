package io.quittance.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A place where events are sent to. CDI collects them; an event is published when each that is configured has taken it. */
public interface Destination {

    /** The most events that are sent at once. */
    int MOST_AT_ONCE = 10;

    /** One that does not answer must not hold for long the rows, and the connection, of what is sent to it. */
    Duration PATIENCE = Duration.ofSeconds(10);

    boolean isConfigured();

    /**
     * Sends events, with their JSON by their ids.
     *
     * @return why it did not take them, by the ids of those that it did not take
     */
    Map<String, String> send(List<CloudEvent> events, Map<String, String> json);
}
