package io.quittance.subscription;

import io.quittance.desk.Json;
import io.quittance.persistence.Cancellation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Keeps what was agreed with a cancellation until its day. */
@ApplicationScoped
class Agreements {

    private final Json json;

    Agreements(Json json) {
        this.json = json;
    }

    String write(Agreement agreed) {
        return json.write(agreed);
    }

    Agreement of(Cancellation due) {
        return json.read(Objects.requireNonNull(due.settlement()), Agreement.class);
    }
}
