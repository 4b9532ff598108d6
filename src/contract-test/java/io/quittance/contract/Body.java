package io.quittance.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.temporal.Temporal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Body of a request: a JSON object with its fields in order. A change returns another body. */
public final class Body {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Object> fields;

    private Body(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Takes names and values in turn; a value is a text, a number, a boolean, a day, a list, or another body. */
    public static Body of(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            fields.put((String) namesAndValues[i], value instanceof Temporal ? value.toString() : value);
        }
        return new Body(fields);
    }

    /** Reads a body that was written as text. */
    public static Body read(String json) {
        try {
            return new Body(MAPPER.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** Text of the body {@link #of} these names and values. */
    public static String json(Object... namesAndValues) {
        return of(namesAndValues).json();
    }

    /** An amount of US dollars. */
    public static Body usd(String amount) {
        return of("amount", amount, "currency", "USD");
    }

    /** Adds a field, or replaces its value. */
    public Body with(String name, Object value) {
        var more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Body(more);
    }

    public Body without(String name) {
        var fewer = new LinkedHashMap<>(fields);
        fewer.remove(name);
        return new Body(fewer);
    }

    /** The quote of a preview that this command carries out. */
    public Body quote(String quote) {
        return with("quote", quote);
    }

    public Body reason(String code) {
        return with("reason", of("code", code));
    }

    public Body reason(String code, String note) {
        return with("reason", of("code", code, "note", note));
    }

    /** The mode of the refund that goes with an end. */
    public Body refundTo(String mode) {
        return with("refund", of("mode", mode));
    }

    /** Fields of another body, after these. */
    public Body and(Body more) {
        var both = new LinkedHashMap<>(fields);
        both.putAll(more.fields);
        return new Body(both);
    }

    /** An amount of US dollars of a refund. */
    public Body amount(String amount) {
        return with("amount", usd(amount));
    }

    /** The destination of a refund by itself. */
    public Body to(String destination) {
        return with("destination", destination);
    }

    /** Ends on a day. */
    public Body on(String day) {
        return with("timing", "ON_DATE").with("effectiveOn", day);
    }

    public Body immediate() {
        return with("timing", "IMMEDIATE");
    }

    public String json() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @JsonValue
    Map<String, Object> fields() {
        return fields;
    }

    @Override
    public String toString() {
        return json();
    }
}
