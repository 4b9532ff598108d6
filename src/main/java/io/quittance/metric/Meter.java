package io.quittance.metric;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place where figures go. CDI collects them: each binding has those that are of use there. */
public interface Meter {

    /**
     * A command was answered.
     *
     * @param reason the reason of a refusal
     */
    void answered(String function, Outcome outcome, @Nullable String reason);

    /** Sets a current number, summed over all tenants. */
    void measured(Map<Figure, Long> figures);
}
