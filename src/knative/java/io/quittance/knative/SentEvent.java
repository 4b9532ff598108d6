package io.quittance.knative;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An event that may come in.
 *
 * @param data the request of the function that it names; null where the event has none
 */
record SentEvent(Sender sender, @Nullable JsonNode data) {}
