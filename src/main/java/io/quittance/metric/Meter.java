package io.quittance.metric;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place where figures go. CDI collects them: each binding has those that are of use there. */
public interface Meter {

    /**
     * A command was answered.
     *
     * @param reason of a refusal
     */
    void answered(String function, Outcome outcome, @Nullable String reason);

    /** This is how it stands now, all tenants together. */
    void measured(Map<Figure, Long> figures);
}
