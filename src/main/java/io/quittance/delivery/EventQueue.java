package io.quittance.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue of SQS: an event is the body of a message. */
@ApplicationScoped
public class EventQueue implements Destination {

    private final Optional<String> url;
    private @Nullable SqsClient client;

    EventQueue(@ConfigProperty(name = "quittance.events.queue") Optional<String> url) {
        this.url = url;
    }

    @Override
    public boolean isConfigured() {
        return url.isPresent();
    }

    @Override
    public Map<String, String> send(List<CloudEvent> events, Map<String, String> json) {
        List<SendMessageBatchRequestEntry> entries = events.stream()
                .map(event -> SendMessageBatchRequestEntry.builder()
                        .id(event.id())
                        .messageBody(json.get(event.id()))
                        .build())
                .toList();
        return client()
                .sendMessageBatch(batch -> batch.queueUrl(url.orElseThrow()).entries(entries))
                .failed()
                .stream()
                .collect(Collectors.toMap(BatchResultErrorEntry::id, BatchResultErrorEntry::code));
    }

    /** Region, credentials and endpoint are found by the SDK in its surroundings; made when it is first needed. */
    private synchronized SqsClient client() {
        if (client == null) {
            client = SqsClient.builder()
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .overrideConfiguration(limits -> limits.apiCallTimeout(PATIENCE))
                    .build();
        }
        return client;
    }
}
