package io.quittance.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.call.Gate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A command as a message: an envelope with the path, headers and token of the HTTP form around the same JSON body.
 *
 * @param function the Funqy name; a message that lies in another command's queue is refused by it
 * @param idempotencyKey as the header of that name; mandatory for what changes something
 * @param actor the user that the sender acts for; the rights on the queue or the Lambda decide who may be a sender
 * @param command the request, as over HTTP
 */
public record CommandMessage(
        @NotBlank String function,
        @Nullable @Size(min = 1, max = Gate.LONGEST_KEY) String idempotencyKey,
        @NotNull @Valid Actor actor,
        @Nullable @Size(max = Gate.LONGEST_CORRELATION) String correlationId,
        @Nullable JsonNode command) {

    /**
     * The actor of a message. The message cannot choose the tenant: it belongs to the queue.
     *
     * @param role as in tokens: {@code customer}, {@code agent}, {@code billing-admin} or {@code system}
     * @param account the one account of a customer
     */
    public record Actor(
            @NotBlank @Size(max = 64) String subject,
            @NotBlank String role,
            @Nullable @Size(min = 1, max = 64) String account) {}
}
