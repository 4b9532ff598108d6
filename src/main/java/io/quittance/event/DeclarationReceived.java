package io.quittance.event;

import java.time.Instant;

/** Somebody has declared the end of a contract; who they are is not known, and not told here. */
public record DeclarationReceived(String declarationId, String kind, Instant receivedAt) implements Event {
    @Override
    public String type() {
        return "declaration.received";
    }

    @Override
    public String subject() {
        return declarationId;
    }
}
