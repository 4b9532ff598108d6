package io.quittance.knative;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.call.RefusalReason;
import io.quittance.contract.HttpAnswer;
import io.quittance.contract.HttpBinding;
import io.quittance.contract.HttpCall;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the calls of the contracts as events: the key is the event's id, and the function its type.
 *
 * <p>What can be no event goes to its path: a call without a key, the form that needs no token, other methods; and in
 * structured mode a body that is no JSON, for that would spoil the whole event.
 */
record EventBinding(KnativeService service, Events mode) implements HttpBinding {

    @Override
    public HttpAnswer send(HttpCall call) {
        Optional<String> key = call.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Idempotency-Key"))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isBlank())
                .findFirst();
        if (key.isEmpty() || !isEvent(call)) {
            return service.send(call);
        }
        String body = call.body() == null || call.body().isEmpty() ? null : call.body();
        HttpCall event = mode.event(call.path().substring(1), key.get(), body);
        HttpAnswer answer =
                service.send(new HttpCall(event.method(), event.path(), call.claims(), event.headers(), event.body()));
        if (answer.status() != 200) {
            return answer;
        }
        HttpAnswer told = mode.read(answer);
        // A broker takes it for done, so it must be.
        assertTrue(told.status() == 200 || reason(told).isAnswer(), told::toString);
        return told;
    }

    private static RefusalReason reason(HttpAnswer told) {
        return RefusalReason.valueOf(Events.tree(told.body()).path("reason").asText());
    }

    private boolean isEvent(HttpCall call) {
        return call.method().equals("POST")
                && call.path().matches("/[A-Za-z-]+")
                && !call.path().equals("/declare-cancellation")
                && (mode == Events.BINARY || isJson(call.body()));
    }

    private static boolean isJson(@Nullable String body) {
        try {
            return body == null || new ObjectMapper().readTree(body) != null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Override
    public void write(String sql, Object... parameters) {
        service.write(sql, parameters);
    }
}
