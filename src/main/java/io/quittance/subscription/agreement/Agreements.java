package io.quittance.subscription.agreement;

import io.quittance.desk.Json;
import io.quittance.persistence.Cancellation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Keeps what was agreed with a cancellation until its day. */
@ApplicationScoped
public class Agreements {

    private final Json json;

    Agreements(Json json) {
        this.json = json;
    }

    public String write(Agreement agreed) {
        return json.toJson(agreed);
    }

    public Agreement of(Cancellation due) {
        return json.read(Objects.requireNonNull(due.settlement()), Agreement.class);
    }
}
