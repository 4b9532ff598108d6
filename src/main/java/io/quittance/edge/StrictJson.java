package io.quittance.edge;

import static io.quittance.edge.RefusalReason.MALFORMED_JSON;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How requests are read: nothing is guessed and nothing is dropped.
 *
 * <p>Funqy's bindings ignore unknown fields by themselves, so that a misspelt {@code effectiveOn} would silently cancel
 * at another time. The handler here makes them an error for our own classes, on every binding.
 */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {

    private static final int MOST_STOPS = 20;

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new MoneyJson());
        mapper.registerModule(new TextJson());
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        refuse(mapper, LogicalType.Boolean, CoercionInputShape.String, CoercionInputShape.Integer);
        refuse(mapper, LogicalType.Integer, CoercionInputShape.String, CoercionInputShape.EmptyString);
        refuse(mapper, LogicalType.DateTime, CoercionInputShape.EmptyString);
        refuse(mapper, LogicalType.Enum, CoercionInputShape.EmptyString);
        refuse(
                mapper,
                LogicalType.Textual,
                CoercionInputShape.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean);
        mapper.getFactory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
        mapper.addHandler(new UnknownFields());
    }

    private static void refuse(ObjectMapper mapper, LogicalType type, CoercionInputShape... shapes) {
        for (CoercionInputShape shape : shapes) {
            mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
        }
    }

    /** Says what is wrong with a body that could not be read as a type: each bad value, all at once. */
    Refusal explain(byte[] body, Type type) {
        var mapper = new ObjectMapper();
        mapper.findAndRegisterModules();
        customize(mapper);
        JsonNode tree;
        try {
            tree = mapper.readTree(body);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            return Refusal.of(
                    MALFORMED_JSON, "Reading stopped at line %d, column %d.", place.getLineNr(), place.getColumnNr());
        } catch (IOException e) {
            return Refusal.of(MALFORMED_JSON, "The body cannot be read.");
        }
        if (!tree.isObject()) {
            return Refusal.invalid(List.of(new InputError("", "must be a JSON object")));
        }
        return Refusal.invalid(errors(mapper, tree, mapper.constructType(type)));
    }

    /**
     * The bad values of a tree. Most are noted while reading goes on; where Jackson stops, the value is taken out and the
     * rest is read again, so often and no more.
     */
    private static List<InputError> errors(ObjectMapper mapper, JsonNode tree, JavaType type) {
        var stopped = new ArrayList<InputError>();
        while (true) {
            var noted = new ArrayList<InputError>();
            try {
                mapper.copy().addHandler(new Collecting(noted)).readValue(mapper.treeAsTokens(tree), type);
            } catch (JsonMappingException e) {
                JsonPointer place = JsonPointer.compile(pointer(e));
                Class<?> target = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
                stopped.add(new InputError(
                        place.toString(),
                        target == null ? "cannot be read" : "must be " + Collecting.expected(target, null)));
                if (stopped.size() < MOST_STOPS && remove(tree, place)) {
                    continue;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            stopped.addAll(noted);
            return stopped;
        }
    }

    private static boolean remove(JsonNode tree, JsonPointer place) {
        JsonNode parent = place.head() == null ? null : tree.at(place.head());
        if (parent instanceof ObjectNode object) {
            object.remove(place.last().getMatchingProperty());
            return true;
        }
        if (parent instanceof ArrayNode array) {
            array.setNull(place.last().getMatchingIndex());
            return true;
        }
        return false;
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    /** Makes an unknown field of one of our own classes an error; the classes of others stay lenient. */
    private static final class UnknownFields extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                @Nullable JsonDeserializer<?> reader,
                Object target,
                String field)
                throws IOException {
            Class<?> type = target instanceof Class<?> itself ? itself : target.getClass();
            if (type.getName().startsWith("io.quittance.")) {
                throw JsonMappingException.from(parser, "Unknown field " + field);
            }
            return false;
        }
    }

    /** Notes what cannot be read, and reads on. */
    private static final class Collecting extends DeserializationProblemHandler {
        private final List<InputError> errors;

        Collecting(List<InputError> errors) {
            this.errors = errors;
        }

        private void note(JsonParser parser, String detail) {
            errors.add(new InputError(parser.getParsingContext().pathAsPointer().toString(), detail));
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                @Nullable JsonDeserializer<?> reader,
                Object target,
                String field)
                throws IOException {
            note(parser, "is not a field that is known here");
            parser.skipChildren();
            return true;
        }

        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> target, String value, @Nullable String why) {
            note(context.getParser(), "must be " + expected(target, why));
            return null;
        }

        @Override
        public @Nullable Object handleWeirdNumberValue(
                DeserializationContext context, Class<?> target, Number value, @Nullable String why) {
            note(context.getParser(), "must be " + expected(target, why));
            return null;
        }

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context,
                JavaType target,
                @Nullable JsonToken token,
                JsonParser parser,
                @Nullable String why)
                throws IOException {
            note(parser, "must be " + expected(target.getRawClass(), null));
            parser.skipChildren();
            return null;
        }

        static String expected(Class<?> target, @Nullable String why) {
            if (target.isEnum()) {
                return "one of "
                        + Arrays.stream(target.getEnumConstants())
                                .map(String::valueOf)
                                .collect(Collectors.joining(", "));
            }
            return switch (target.getSimpleName()) {
                case "LocalDate" -> "a day such as 2026-01-31";
                case "Instant" -> "a moment such as 2026-01-31T12:00:00Z";
                case "boolean", "Boolean" -> "true or false";
                case "int", "Integer", "long", "Long" -> "a whole number";
                case "String" -> why == null ? "a text" : why;
                case "List" -> "an array";
                case "Money" -> why == null ? MoneyJson.FORM : why;
                default -> "an object";
            };
        }
    }
}
