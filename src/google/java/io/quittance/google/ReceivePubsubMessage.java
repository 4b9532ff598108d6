package io.quittance.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.quarkus.funqy.Funq;
import io.quittance.message.Messages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The door for a topic of Pub/Sub: each message is a command in its envelope.
 *
 * <p>Google delivers it as a CloudEvent of its own, with the message inside in Base64. The binding takes no outcome, so
 * a message that cannot be carried out ends in an exception: Pub/Sub delivers it again, and finally to the topic for
 * dead letters. An event that is no Pub/Sub message counts as an empty command and is refused.
 */
public class ReceivePubsubMessage {

    private final Messages messages;
    private final ObjectMapper mapper;

    ReceivePubsubMessage(Messages messages, ObjectMapper mapper) {
        this.messages = messages;
        this.mapper = mapper;
    }

    @Funq("receive-pubsub-message")
    public void receive(CloudEvent event) throws IOException {
        messages.take(event.getId(), command(event.getData()));
    }

    private String command(@Nullable CloudEventData told) throws IOException {
        if (told == null) {
            return "";
        }
        JsonNode data = mapper.readTree(told.toBytes()).at("/message/data");
        return data.isTextual() ? new String(data.binaryValue(), StandardCharsets.UTF_8) : "";
    }
}
