package io.quittance.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.Funq;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * Receives direct calls and schedules: one {@link CommandMessage}, one {@link CommandOutcome}.
 *
 * <p>A direct caller waits for the outcome, so every refusal is an outcome, including that of an invalid message. Only
 * failures that may pass in a moment, and our own, leave as an exception, so that the call is repeated. HTTP has no such
 * function.
 */
public class ReceiveCommand {

    private final Messages messages;

    ReceiveCommand(Messages messages) {
        this.messages = messages;
    }

    @Funq("receive-command")
    public CommandOutcome receive(@Nullable JsonNode message) {
        try {
            return messages.take("of a direct call", String.valueOf(message));
        } catch (Refusal refusal) {
            if (refusal.reason().isPassing() || refusal.reason() == RefusalReason.INTERNAL_ERROR) {
                throw refusal;
            }
            return new CommandOutcome(null, refusal.problem(), false);
        }
    }
}
