package io.quittance.message;

import io.quittance.call.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a message.
 *
 * @param answer what the function has answered, the same as over HTTP
 * @param refusal or what stood in the way
 * @param replayed whether the answer was given before, to the same request under the same key
 */
public record CommandOutcome(
        @Nullable Object answer, @Nullable Problem refusal, boolean replayed) {}
