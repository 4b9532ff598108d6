package io.quittance.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** A bus of EventBridge: an event is the {@code detail}, its type the {@code detail-type}, so that rules can match on both. */
@ApplicationScoped
public class EventBus implements Destination {

    private static final String SOURCE = "quittance";

    private final Optional<String> name;
    private @Nullable EventBridgeClient client;

    EventBus(@ConfigProperty(name = "quittance.events.bus") Optional<String> name) {
        this.name = name;
    }

    @Override
    public boolean isConfigured() {
        return name.isPresent();
    }

    @Override
    public Map<String, String> send(List<CloudEvent> events, Map<String, String> json) {
        List<PutEventsRequestEntry> entries = events.stream()
                .map(event -> PutEventsRequestEntry.builder()
                        .eventBusName(name.orElseThrow())
                        .source(SOURCE)
                        .detailType(event.type())
                        .time(event.time())
                        .detail(json.get(event.id()))
                        .build())
                .toList();
        // The answers are in the order of the entries that were sent.
        List<PutEventsResultEntry> results =
                client().putEvents(batch -> batch.entries(entries)).entries();
        var refused = new HashMap<String, String>();
        for (int i = 0; i < events.size(); i++) {
            if (results.get(i).errorCode() != null) {
                refused.put(events.get(i).id(), results.get(i).errorCode());
            }
        }
        return refused;
    }

    /** Region, credentials and endpoint are found by the SDK in its surroundings; made when it is first needed. */
    private synchronized EventBridgeClient client() {
        if (client == null) {
            client = EventBridgeClient.builder()
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .overrideConfiguration(limits -> limits.apiCallTimeout(PATIENCE))
                    .build();
        }
        return client;
    }
}
