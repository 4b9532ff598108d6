package io.quittance.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quittance.delivery.EventSource;
import io.quittance.message.CommandOutcome;
import io.quittance.message.Messages;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The door for CloudEvents: the type of one is the function's name, its id the idempotency key, its data the request.
 *
 * <p>All events come here, whatever their type; by themselves the functions are no event's business. The answer is an event
 * of the type {@code <function>.answered}, or {@code <function>.refused} with the problem document where the command was
 * refused for good: to a broker both are deliveries that have succeeded. Anything else leaves as it does over HTTP.
 */
public class ReceiveEvent {

    private final Messages messages;
    private final ObjectMapper mapper;
    private final CurrentVertxRequest http;

    ReceiveEvent(Messages messages, ObjectMapper mapper, CurrentVertxRequest http) {
        this.messages = messages;
        this.mapper = mapper;
        this.http = http;
    }

    @Funq("receive-event")
    public CloudEvent<Object> receive(CloudEvent<JsonNode> event) {
        SentEvent sent = Objects.requireNonNull(http.getCurrent().get(SentEvent.class.getName()), "Who sent it?");
        String tenant = sent.sender().tenant();
        return answer(event, tenant, messages.take(event.id(), message(event, sent), Optional.of(tenant)));
    }

    /** The envelope of ADR 13, read as strictly as one that comes from a queue. */
    private String message(CloudEvent<JsonNode> event, SentEvent sent) {
        Map<String, String> attributes = event.extensions();
        ObjectNode message = mapper.createObjectNode()
                .put("function", event.type())
                .put("idempotencyKey", event.id())
                .put("correlationId", attributes.get("correlationid"));
        message.set("actor", sent.sender().actor(attributes));
        message.set("command", sent.data());
        return message.toString();
    }

    private static CloudEvent<Object> answer(CloudEvent<JsonNode> event, String tenant, CommandOutcome outcome) {
        return CloudEventBuilder.create()
                .specVersion("1.0")
                .id(event.id())
                .source(EventSource.of(tenant))
                .type(event.type() + (outcome.refusal() == null ? ".answered" : ".refused"))
                .extensions(outcome.replayed() ? Map.of("replayed", "true") : Map.of())
                .build(outcome.refusal() == null ? outcome.answer() : outcome.refusal());
    }
}
