package io.quittance.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.event.Event;
import io.quittance.testing.Examples;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The schemas in {@code docs/events} say what is sent. After a change of an event they are written anew by
 * {@code ./mvnw test -Dtest=EventSchemasTest -Dquittance.events.write=true}.
 */
@QuarkusTest
class EventSchemasTest {

    private static final boolean WRITE = Boolean.getBoolean("quittance.events.write");

    @Inject
    ObjectMapper mapper;

    private static List<Class<? extends Event>> events() {
        return Arrays.stream(Event.class.getPermittedSubclasses())
                .<Class<? extends Event>>map(type -> type.asSubclass(Event.class))
                .toList();
    }

    private static List<EventSchema> schemas() {
        return events().stream()
                .map(event -> EventSchema.of(event, Examples.of(event, true).type()))
                .toList();
    }

    @Test
    void describesEveryEventAsItsRecordIs() throws IOException {
        var expected = new TreeMap<String, String>();
        schemas().forEach(schema -> expected.put(schema.file().toString(), schema.text()));
        expected.put(EventSchema.FOLDER.resolve("README.md").toString(), index());
        if (WRITE) {
            for (var file : expected.entrySet()) {
                Files.createDirectories(EventSchema.FOLDER);
                Files.writeString(Path.of(file.getKey()), file.getValue());
            }
        }
        var kept = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(EventSchema.FOLDER)) {
            for (Path file : files.toList()) {
                kept.put(file.toString(), Files.readString(file));
            }
        }
        assertEquals(expected, kept);
    }

    private static String index() {
        return schemas().stream()
                .sorted(Comparator.comparing(EventSchema::type))
                .map(schema -> "| [%1$s](%1$s.json) | %2$s |".formatted(schema.type(), schema.description()))
                .collect(Collectors.joining("\n", """
                        # Events

                        Quittance publishes CloudEvents 1.0 in JSON; each type has its schema here. Events are sent at least once and in no
                        order: `id` is the same at every delivery, `time` says when it happened. Days are the account's own.

                        | type | says |
                        | --- | --- |
                        """, "\n"));
    }

    @Test
    void holdsForWhatIsSentOfEachEvent() {
        for (Class<? extends Event> type : events()) {
            for (boolean full : new boolean[] {true, false}) {
                Event event = Examples.of(type, full);
                JsonNode sent = sent(event);
                assertEquals(
                        List.of(), List.copyOf(EventSchema.kept(event.type()).validate(sent)), sent::toString);
            }
        }
    }

    @Test
    void leavesNoRoomForOtherData() {
        ObjectNode sent = sent(Examples.of(events().get(0), true));
        String type = sent.path("type").asText();
        ((ObjectNode) sent.path("data")).put("other", 1);
        assertFalse(EventSchema.kept(type).validate(sent).isEmpty());
        sent.set("data", mapper.createObjectNode());
        assertFalse(EventSchema.kept(type).validate(sent).isEmpty());
    }

    private ObjectNode sent(Event event) {
        return mapper.valueToTree(new CloudEvent(
                "1.0",
                "3f0a2c5e-8f2b-4a53-9d3c-6b1f7c1f2a10",
                "/quittance/t",
                Instant.parse("2026-06-10T12:00:00.001Z"),
                event.type(),
                event.subject(),
                "application/json",
                mapper.valueToTree(event),
                "t"));
    }
}
