package io.quittance.desk;

import org.jspecify.annotations.Nullable;

/** A request that says why; the audit keeps it. */
public interface Reasoned {
    @Nullable
    Object reason();
}
