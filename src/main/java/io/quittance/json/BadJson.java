package io.quittance.json;

import static io.quittance.call.RefusalReason.MALFORMED_JSON;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a body that could not be read as a request: each bad value with its JSON pointer, all at once.
 *
 * <p>Funqy says only that a body is bad; so it is read a second time here, noting what cannot be read instead of stopping.
 */
@ApplicationScoped
public class BadJson {

    private static final int MOST_STOPS = 20;

    private final StrictJson json;

    BadJson(StrictJson json) {
        this.json = json;
    }

    public Refusal explain(byte[] body, Type type) {
        var mapper = new ObjectMapper();
        mapper.findAndRegisterModules();
        json.customize(mapper);
        JsonNode tree;
        try {
            tree = mapper.readTree(body);
        } catch (StreamConstraintsException e) {
            // The error has no position.
            return Refusal.of(
                    MALFORMED_JSON,
                    "It is nested deeper than %d levels, or contains a number of more than %d digits or a name of more than %d"
                            + " characters.",
                    StreamReadConstraints.DEFAULT_MAX_DEPTH,
                    StreamReadConstraints.DEFAULT_MAX_NUM_LEN,
                    StreamReadConstraints.DEFAULT_MAX_NAME_LEN);
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
                mapper.copy().addHandler(new ErrorCollector(noted)).readValue(mapper.treeAsTokens(tree), type);
            } catch (JsonMappingException e) {
                JsonPointer place = JsonPointer.compile(pointer(e));
                Class<?> target = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
                stopped.add(new InputError(
                        place.toString(),
                        target == null ? "cannot be read" : "must be " + ErrorCollector.expected(target, null)));
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

    /** Notes what cannot be read, and reads on. */
    private static final class ErrorCollector extends DeserializationProblemHandler {
        private final List<InputError> errors;

        ErrorCollector(List<InputError> errors) {
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
            note(parser, "is not a known field");
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
                case "LocalDate" -> TimeJson.DAY;
                case "Instant" -> TimeJson.MOMENT;
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
