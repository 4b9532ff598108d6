package io.quittance.desk;

import org.jspecify.annotations.Nullable;

/** A request that may carry the quote of its preview. */
public interface QuotedRequest {
    @Nullable
    String quote();
}
