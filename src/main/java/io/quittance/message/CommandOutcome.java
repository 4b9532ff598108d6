package io.quittance.message;

import io.quittance.call.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a message.
 *
 * @param answer the function's answer, the same as over HTTP
 * @param refusal the problem document, if the function refused
 * @param replayed whether the answer was stored before, by the same request under the same key
 */
public record CommandOutcome(
        @Nullable Object answer, @Nullable Problem refusal, boolean replayed) {}
