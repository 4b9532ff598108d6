package io.quittance.persistence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits.
 *
 * @param since when the oldest became due; null if nothing waits
 */
public record WaitingWork(long count, @Nullable Instant since) {}
