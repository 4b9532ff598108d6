package io.quittance.call;

import org.jspecify.annotations.Nullable;

/** Lets calls without a token in: whose form it is, and whether not too many come. The books know both. */
public interface AnonymousAccessRule {

    /** The tenant of a publishable key, where the call is let in by something else. */
    String tenantOf(String publishableKey);

    /**
     * The tenant of a publishable key, unless too many come.
     *
     * @param address where the call comes from, as far as that is known; it is counted and not kept
     */
    String admit(String publishableKey, @Nullable String address);
}
