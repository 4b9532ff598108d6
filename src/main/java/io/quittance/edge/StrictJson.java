package io.quittance.edge;

import static io.quittance.edge.RefusalReason.MALFORMED_JSON;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
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

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new MoneyJson());
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
        var errors = new ArrayList<InputError>();
        var mapper = new ObjectMapper();
        mapper.findAndRegisterModules();
        customize(mapper);
        mapper.addHandler(new Collecting(errors));
        try {
            mapper.readValue(body, mapper.constructType(type));
        } catch (JsonMappingException e) {
            if (errors.isEmpty()) {
                errors.add(new InputError(pointer(e), firstLine(e)));
            }
        } catch (IOException e) {
            JsonLocation place = e instanceof JsonProcessingException json ? json.getLocation() : null;
            return place == null
                    ? Refusal.of(MALFORMED_JSON, "The body cannot be read.")
                    : Refusal.of(
                            MALFORMED_JSON,
                            "Reading stopped at line %d, column %d.",
                            place.getLineNr(),
                            place.getColumnNr());
        }
        return errors.isEmpty() ? Refusal.of(MALFORMED_JSON, "The body cannot be read.") : Refusal.invalid(errors);
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static String firstLine(JsonMappingException e) {
        return e instanceof MismatchedInputException ? "is not of the right form" : "cannot be read";
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

        private static String expected(Class<?> target, @Nullable String why) {
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
                case "String" -> "a text";
                case "List" -> "an array";
                case "Money" -> why == null ? MoneyJson.FORM : why;
                default -> "an object";
            };
        }
    }
}
