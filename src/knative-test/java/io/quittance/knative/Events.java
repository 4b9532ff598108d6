package io.quittance.knative;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.contract.HttpAnswer;
import io.quittance.contract.HttpCall;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as Knative sends them, in either mode, and what their answers say in the words of HTTP. */
enum Events {
    BINARY {
        @Override
        HttpCall event(String type, String id, Map<String, String> attributes, @Nullable String data) {
            var headers = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
            all(type, id, attributes).forEach((name, value) -> headers.put("ce-" + name, value));
            return new HttpCall("POST", "/", null, headers, data);
        }

        @Override
        HttpAnswer read(HttpAnswer answer) {
            return told(answer.headers()::get, "ce-", answer.body());
        }
    },

    STRUCTURED {
        @Override
        HttpCall event(String type, String id, Map<String, String> attributes, @Nullable String data) {
            ObjectNode event = JSON.createObjectNode();
            all(type, id, attributes).forEach(event::put);
            String text = event.toString();
            return new HttpCall(
                    "POST",
                    "/",
                    null,
                    Map.of("Content-Type", "application/cloudevents+json"),
                    // As it is, with all that is wrong with it.
                    data == null ? text : text.substring(0, text.length() - 1) + ",\"data\":" + data + "}");
        }

        @Override
        HttpAnswer read(HttpAnswer answer) {
            JsonNode event = tree(answer.body());
            return told(
                    name -> event.path(name).textValue(), "", event.path("data").toString());
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The attributes of an answer, by their names. */
    private interface Attributes {
        @Nullable
        String get(String name);
    }

    /** An event for a function. */
    abstract HttpCall event(String type, String id, Map<String, String> attributes, @Nullable String data);

    /** The answer to an event that has succeeded, as HTTP would tell it. */
    abstract HttpAnswer read(HttpAnswer answer);

    HttpCall event(String type, String id, @Nullable String data) {
        return event(type, id, Map.of(), data);
    }

    private static Map<String, String> all(String type, String id, Map<String, String> attributes) {
        var all = new LinkedHashMap<>(Map.of("specversion", "1.0", "id", id, "source", "/test", "type", type));
        all.putAll(attributes);
        all.values().removeIf(String::isEmpty);
        return all;
    }

    private static HttpAnswer told(Attributes attributes, String prefix, String data) {
        boolean refused = String.valueOf(attributes.get(prefix + "type")).endsWith(".refused");
        var headers =
                new LinkedHashMap<>(Map.of("Content-Type", refused ? "application/problem+json" : "application/json"));
        if ("true".equals(attributes.get(prefix + "replayed"))) {
            headers.put("Idempotency-Replayed", "true");
        }
        return new HttpAnswer(refused ? tree(data).path("status").asInt() : 200, headers, data);
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }
}
