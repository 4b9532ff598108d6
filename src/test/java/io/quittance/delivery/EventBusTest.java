package io.quittance.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said to EventBridge, and how its answer is understood; the other side is written after its API reference. */
class EventBusTest {

    private static final List<String> PROPERTIES =
            List.of("aws.endpointUrlEventBridge", "aws.region", "aws.accessKeyId", "aws.secretAccessKey");

    private final ObjectMapper mapper = new ObjectMapper();
    private final AtomicReference<JsonNode> asked = new AtomicReference<>();
    private final AtomicReference<String> target = new AtomicReference<>();
    private String answer = "";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            asked.set(mapper.readTree(exchange.getRequestBody()));
            target.set(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.setProperty(
                "aws.endpointUrlEventBridge",
                "http://127.0.0.1:" + server.getAddress().getPort());
        System.setProperty("aws.region", "eu-central-1");
        System.setProperty("aws.accessKeyId", "x");
        System.setProperty("aws.secretAccessKey", "x");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        PROPERTIES.forEach(System::clearProperty);
    }

    private CloudEvent event(String id) {
        return new CloudEvent(
                "1.0",
                id,
                "/quittance/t",
                Instant.parse("2026-06-10T12:00:00Z"),
                "account.closed",
                "harbor",
                "application/json",
                mapper.createObjectNode(),
                "t");
    }

    @Test
    void sendsTheEventAsDetailAndItsTypeToMatchOn() {
        answer = "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}";
        var bus = new EventBus(Optional.of("billing"));
        assertEquals(Map.of(), bus.send(List.of(event("a")), Map.of("a", "{\"id\":\"a\"}")));
        assertEquals("AWSEvents.PutEvents", target.get());
        JsonNode entry = asked.get().at("/Entries/0");
        assertEquals("billing", entry.path("EventBusName").asText());
        assertEquals("quittance", entry.path("Source").asText());
        assertEquals("account.closed", entry.path("DetailType").asText());
        assertEquals("{\"id\":\"a\"}", entry.path("Detail").asText());
    }

    @Test
    void tellsWhichEventsWereNotTaken() {
        answer = "{\"FailedEntryCount\":1,\"Entries\":[{\"EventId\":\"1\"},"
                + "{\"ErrorCode\":\"ThrottlingException\",\"ErrorMessage\":\"slow\"}]}";
        assertEquals(
                Map.of("b", "ThrottlingException"),
                new EventBus(Optional.of("billing"))
                        .send(List.of(event("a"), event("b")), Map.of("a", "{}", "b", "{}")));
    }
}
