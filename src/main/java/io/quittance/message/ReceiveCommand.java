package io.quittance.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.Funq;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * The door for direct calls and schedules: one {@link CommandMessage}, one {@link CommandOutcome}.
 *
 * <p>Whoever calls directly waits for the outcome, so every refusal is one, bad messages included. Only what may succeed in a
 * moment, and our own failures, leave as an exception: those are to be tried again. Over HTTP there is no such function.
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
