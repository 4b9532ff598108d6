package io.quittance.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.call.Gate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A command as a message: what HTTP says by path, headers and token stands round the same JSON object that is the body
 * there.
 *
 * @param function the Funqy name; a message that lies in another command's queue is refused by it
 * @param idempotencyKey as the header of that name; mandatory for what changes something
 * @param actor for whom the sender speaks; that the sender may is trusted to the rights on the queue or the Lambda
 * @param command the request, as over HTTP
 */
public record CommandMessage(
        @NotBlank String function,
        @Nullable @Size(min = 1, max = Gate.LONGEST_KEY) String idempotencyKey,
        @NotNull @Valid Actor actor,
        @Nullable @Size(max = Gate.LONGEST_CORRELATION) String correlationId,
        @Nullable JsonNode command) {

    /**
     * Who acts. The tenant is not theirs to say: it belongs to the queue.
     *
     * @param role as in tokens: {@code customer}, {@code agent}, {@code billing-admin} or {@code system}
     * @param account the one account of a customer
     */
    public record Actor(
            @NotBlank @Size(max = 64) String subject,
            @NotBlank String role,
            @Nullable @Size(min = 1, max = 64) String account) {}
}
