package io.quittance.delivery;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.quittance.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** The JSON schema of one type of event as it is sent, made of its record. */
record EventSchema(String type, String description, ObjectNode json) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path RECORDS = Path.of("src/main/java/io/quittance/event");

    /** Where the schemas are kept for readers. */
    static final Path FOLDER = Path.of("docs/events");

    static EventSchema of(Class<? extends Event> event, String type) {
        String description = comment(event);
        ObjectNode json = MAPPER.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:quittance:event:" + type)
                .put("title", type)
                .put("description", description)
                .put("type", "object");
        ObjectNode members = json.putObject("properties");
        members.putObject("specversion").put("const", "1.0");
        text(members, "id").put("format", "uuid");
        text(members, "source").put("pattern", "^/quittance/([A-Za-z0-9._*-]|%[0-9A-F]{2})+$");
        members.putObject("type").put("const", type);
        text(members, "subject");
        text(members, "time").put("format", "date-time");
        members.putObject("datacontenttype").put("const", "application/json");
        text(members, "tenant");
        data(members.putObject("data"), event);
        ArrayNode required = json.putArray("required");
        members.fieldNames().forEachRemaining(required::add);
        return new EventSchema(type, description, json);
    }

    private static void data(ObjectNode data, Class<? extends Event> event) {
        data.put("type", "object");
        ObjectNode members = data.putObject("properties");
        ArrayNode required = data.putArray("required");
        members(event).forEach(component -> {
            value(members.putObject(component.getName()), component.getAnnotatedType());
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        });
        data.put("additionalProperties", false);
    }

    /** The components of a record, and in place of an unwrapped one those of that. */
    private static Stream<RecordComponent> members(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? members(component.getType())
                        : Stream.of(component));
    }

    private static void value(ObjectNode value, AnnotatedType place) {
        if (place instanceof AnnotatedParameterizedType list) {
            value.put("type", "array");
            value(value.putObject("items"), list.getAnnotatedActualTypeArguments()[0]);
        } else if (place.getType() == String.class) {
            value.put("type", "string");
        } else if (place.getType() == LocalDate.class) {
            value.put("type", "string").put("format", "date");
        } else if (place.getType() == Instant.class) {
            value.put("type", "string").put("format", "date-time");
        } else if (Set.of(int.class, long.class).contains(place.getType())) {
            value.put("type", "integer");
        } else if (place.getType() == boolean.class) {
            value.put("type", "boolean");
        } else if (place.getType() == Money.class) {
            money(value);
        } else if (place.getType() instanceof Class<?> type && type.isEnum()) {
            ArrayNode names = value.put("type", "string").putArray("enum");
            List.of(type.getEnumConstants()).forEach(constant -> names.add(constant.toString()));
        } else {
            throw new IllegalStateException(place + " has no form in an event");
        }
    }

    private static void money(ObjectNode value) {
        value.put("type", "object");
        ObjectNode members = value.putObject("properties");
        text(members, "amount").put("pattern", "^-?[0-9]{1,18}(\\.[0-9]{1,4})?$");
        text(members, "currency").put("pattern", "^[A-Z]{3}$");
        value.putArray("required").add("amount").add("currency");
        value.put("additionalProperties", false);
    }

    private static ObjectNode text(ObjectNode members, String name) {
        return members.putObject(name).put("type", "string");
    }

    /** What the record's own comment says. */
    private static String comment(Class<?> event) {
        try {
            String source = Files.readString(RECORDS.resolve(event.getSimpleName() + ".java"));
            Matcher comment = Pattern.compile("/\\*\\*(.*?)\\*/\\s*public record", Pattern.DOTALL)
                    .matcher(source);
            if (!comment.find()) {
                throw new IllegalStateException(event + " says nothing of itself");
            }
            return comment.group(1)
                    .replaceAll("(?m)^\\s*\\* ?", " ")
                    .replaceAll("\\{@code ([^}]*)}", "$1")
                    .replaceAll("\\s+@param (\\w+)", " $1:")
                    .replaceAll("\\s+", " ")
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return FOLDER.resolve(type + ".json");
    }

    String text() {
        return json.toPrettyString() + "\n";
    }

    /** The schema that readers have of a type. */
    static JsonSchema kept(String type) {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(
                            Files.readString(FOLDER.resolve(type + ".json")),
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
