package io.quittance.call;

import org.jspecify.annotations.Nullable;

/** A request that is sent without a token: its publishable key says whose form it is. */
public interface PublicForm {
    @Nullable
    String publishableKey();
}
