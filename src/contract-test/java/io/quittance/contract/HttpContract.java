package io.quittance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.call.RefusalReason;
import org.junit.jupiter.api.BeforeEach;

/** What all contracts begin with: a tenant that has nothing yet, and the form of a refusal. */
public abstract class HttpContract {

    final HttpBinding binding;

    Client client;

    HttpContract(HttpBinding binding) {
        this.binding = binding;
    }

    @BeforeEach
    void beginWithANewTenant() {
        client = Client.ofNewTenant(binding);
    }

    static void isProblem(HttpAnswer answer, RefusalReason reason) {
        assertEquals(reason.status(), answer.status(), answer::toString);
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals("/problems/" + reason.page(), answer.path("type"));
        assertEquals(reason.title(), answer.path("title"));
        assertEquals(reason.status(), answer.<Integer>path("status"));
        assertEquals(reason.name(), answer.path("reason"));
        String detail = answer.path("detail");
        assertTrue(detail != null && detail.contains(reason.next()), answer::toString);
    }

    static void isDone(HttpAnswer answer) {
        assertEquals(200, answer.status(), answer::toString);
        assertEquals("application/json", answer.header("Content-Type"));
    }
}
