package io.quittance.knative;

import static io.quittance.call.RefusalReason.INVALID_REQUEST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.call.Caller;
import io.quittance.call.Functions;
import io.quittance.call.Gate;
import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.json.BadJson;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Returns true for an event of CloudEvents 1.0, in binary or in structured mode, whose data, if there is any, is JSON. */
@ApplicationScoped
public class EventForm {

    private static final String ID = "ce-id";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final int LONGEST = 255;

    private final Functions functions;
    private final ObjectMapper mapper;
    private final BadJson badJson;

    EventForm(Functions functions, ObjectMapper mapper, BadJson badJson) {
        this.functions = functions;
        this.mapper = mapper;
        this.badJson = badJson;
    }

    /** As the binding decides it; and batches, which it does not take. */
    static boolean isEvent(HttpServerRequest request) {
        return request.headers().contains(ID) || contentType(request).startsWith("application/cloudevents");
    }

    /** The data of a single event; a refusal names all errors of its attributes. */
    @Nullable
    JsonNode data(RoutingContext context, Sender sender) {
        HttpServerRequest request = context.request();
        byte[] body = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        if (request.headers().contains(ID)) {
            check(name -> request.getHeader("ce-" + name), contentType(request), sender);
            return body.length == 0 ? null : read(body);
        }
        if (!contentType(request).startsWith(STRUCTURED)) {
            throw Refusal.of(INVALID_REQUEST, "Events are taken one by one, and not as %s.", contentType(request));
        }
        JsonNode event = read(body);
        String type = event.path("datacontenttype").asText("application/json");
        check(name -> event.path(name).textValue(), type, sender);
        if (event.has("data_base64")) {
            throw Refusal.invalid(List.of(new InputError("/data_base64", "must be data, and JSON")));
        }
        return event.get("data");
    }

    /** The attributes; and whether the sender may, before the data is looked at. */
    private void check(UnaryOperator<@Nullable String> attributes, String dataType, Sender sender) {
        var errors = new ArrayList<InputError>();
        for (String name : List.of("id", "source", "type")) {
            String value = attributes.apply(name);
            if (value == null || value.isBlank() || value.length() > LONGEST) {
                errors.add(new InputError("/" + name, "must be a text of 1 to " + LONGEST + " characters"));
            }
        }
        if (!"1.0".equals(attributes.apply("specversion"))) {
            errors.add(new InputError("/specversion", "must be 1.0"));
        }
        if (!dataType.startsWith("application/json")) {
            errors.add(new InputError("/datacontenttype", "must be application/json"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        Caller known = sender.known();
        if (known != null) {
            functions
                    .served(String.valueOf(attributes.apply("type")))
                    .filter(function -> !function.isOpen())
                    .ifPresent(function -> Gate.admit(known, function));
        }
    }

    private JsonNode read(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (IOException e) {
            throw badJson.explain(body, JsonNode.class);
        }
    }

    private static String contentType(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type == null ? "" : type;
    }
}
