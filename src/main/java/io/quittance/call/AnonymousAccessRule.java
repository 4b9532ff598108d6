package io.quittance.call;

import org.jspecify.annotations.Nullable;

/** Admits calls without a token, by the form that they come from and the number of calls so far; the database knows both. */
public interface AnonymousAccessRule {

    /** The tenant of a publishable key, where the call is let in by something else. */
    String tenantOf(String publishableKey);

    /**
     * The tenant of a publishable key, unless too many come.
     *
     * @param address the address of the caller, if it is known; it is counted and not stored
     */
    String admit(String publishableKey, @Nullable String address);
}
