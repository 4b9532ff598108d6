package io.quittance.event;

import java.time.Instant;

/** A declaration about the end of a contract was received; the person is not known, and personal data is not published. */
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
