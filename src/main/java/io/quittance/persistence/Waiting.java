package io.quittance.persistence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be done.
 *
 * @param since when the oldest should have been done; null where nothing waits
 */
public record Waiting(long count, @Nullable Instant since) {}
