package io.quittance.contract;

import static io.quittance.contract.Body.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.call.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls functions through a binding as one caller of one tenant. */
record Client(HttpBinding binding, String tenant, Map<String, Object> claims) {

    /** A tenant of its own for each test, so that none sees another's records. */
    static Client ofNewTenant(HttpBinding binding) {
        return new Client(binding, "t-" + UUID.randomUUID(), Map.of()).as(Role.BILLING_ADMIN);
    }

    Client as(Role role) {
        return new Client(
                binding,
                tenant,
                Map.of("sub", "test-" + role.group(), "tenant", tenant, "groups", List.of(role.group())));
    }

    Client asCustomerOf(String account) {
        var own = new HashMap<>(as(Role.CUSTOMER).claims);
        own.put("account", account);
        return new Client(binding, tenant, own);
    }

    /** A command under a key of its own. */
    HttpAnswer command(String function, String body) {
        return command(function, UUID.randomUUID().toString(), body);
    }

    HttpAnswer command(String function, String key, String body) {
        return send(HttpCall.post("/" + function, body).with("Idempotency-Key", key));
    }

    /** A preview or a question; a command without a key. */
    HttpAnswer ask(String function, String body) {
        return send(HttpCall.post("/" + function, body));
    }

    HttpAnswer send(HttpCall call) {
        return binding.send(call.by(claims));
    }

    HttpAnswer command(String function, Body body) {
        return command(function, body.json());
    }

    HttpAnswer ask(String function, Body body) {
        return ask(function, body.json());
    }

    /** Imports records, which must be right. */
    void has(String records) {
        HttpAnswer answer = command("import-records", records);
        assertEquals(200, answer.status(), answer::toString);
    }

    /** How often something was told of a subject. */
    int told(String type, String subject) {
        List<@Nullable Object> events =
                ask("list-events", json("type", type, "subject", subject)).path("items");
        return events == null ? -1 : events.size();
    }
}
