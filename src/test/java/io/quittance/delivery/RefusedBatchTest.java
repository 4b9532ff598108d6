package io.quittance.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** What is sent again, by itself, where a destination takes nothing of a batch. */
class RefusedBatchTest {

    private static final List<CloudEvent> EVENTS =
            Stream.of("a", "b", "c").map(RefusedBatchTest::event).toList();

    private final List<List<String>> calls = new ArrayList<>();

    private static CloudEvent event(String id) {
        return new CloudEvent(
                "1.0",
                id,
                EventSource.of("t"),
                Instant.parse("2026-06-10T12:00:00Z"),
                "account.closed",
                "harbor",
                "application/json",
                new ObjectMapper().createObjectNode(),
                "t");
    }

    private static SdkException refusal(int status, String code) {
        return SqsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    /** A destination that fails with this where one of these is among what it is sent. */
    private Map<String, String> send(SdkException failure, String... unwelcome) {
        return Delivery.send(
                new Destination() {
                    @Override
                    public boolean isConfigured() {
                        return true;
                    }

                    @Override
                    public Map<String, String> send(List<CloudEvent> events, Map<String, String> json) {
                        List<String> ids = events.stream().map(CloudEvent::id).toList();
                        calls.add(ids);
                        if (Stream.of(unwelcome).anyMatch(ids::contains)) {
                            throw failure;
                        }
                        return Map.of();
                    }
                },
                EVENTS,
                EVENTS.stream().collect(Collectors.toMap(CloudEvent::id, event -> "{}")));
    }

    @Test
    void oneThatIsRefusedDoesNotHoldUpTheOthers() {
        assertEquals(Map.of("b", "SqsException"), send(refusal(400, "InvalidMessageContents"), "b"));
        assertEquals(List.of(List.of("a", "b", "c"), List.of("a"), List.of("b"), List.of("c")), calls);
    }

    @Test
    void aDestinationThatAsksForFewerCallsGetsNoMore() {
        for (String code : List.of("ThrottlingException", "RequestThrottled", "TooManyRequestsException")) {
            calls.clear();
            assertEquals(3, send(refusal(400, code), "a", "b", "c").size());
            assertEquals(List.of(List.of("a", "b", "c")), calls, code);
        }
    }

    @Test
    void aDestinationThatIsOutOfOrderIsLeftAlone() {
        assertEquals(3, send(refusal(503, "ServiceUnavailable"), "a").size());
        assertEquals(3, send(SdkClientException.create("no answer"), "a").size());
        assertEquals(2, calls.size());
    }

    @Test
    void theSourceIsAReferenceWhateverATenantIsCalled() {
        assertEquals("/quittance/acme", EventSource.of("acme"));
        assertEquals("/quittance/Acme%20GmbH%20%26%20Co%2FS%C3%BCd%3F", EventSource.of("Acme GmbH & Co/Süd?"));
    }
}
