package io.quittance.knative;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.call.Caller;
import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sender of an event.
 *
 * @param tenant the tenant of the token, or else the one that the process is configured for
 * @param known the caller that the token names; null if the delivery is trusted and the event itself names the actor
 */
record Sender(String tenant, @Nullable Caller known) {

    private static final String SUBJECT = "actorsubject";
    private static final String ROLE = "actorrole";
    private static final String ACCOUNT = "actoraccount";

    /** The actor of the command's envelope: the token's, or what the event's own attributes say where there is no token. */
    ObjectNode actor(Map<String, String> attributes) {
        if (known == null) {
            return actor(attributes.get(SUBJECT), attributes.get(ROLE), attributes.get(ACCOUNT));
        }
        List<InputError> contradictions = List.of(SUBJECT, ROLE, ACCOUNT).stream()
                .filter(attributes::containsKey)
                .map(attribute -> new InputError("/" + attribute, "is for events without a token"))
                .toList();
        if (!contradictions.isEmpty()) {
            throw Refusal.invalid(contradictions);
        }
        return actor(known.subject(), known.role().group(), known.account());
    }

    private static ObjectNode actor(@Nullable String subject, @Nullable String role, @Nullable String account) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("subject", subject)
                .put("role", role)
                .put("account", account);
    }
}
