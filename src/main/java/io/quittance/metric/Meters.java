package io.quittance.metric;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All meters there are. */
@ApplicationScoped
public class Meters {

    private final List<Meter> meters;

    Meters(@All List<Meter> meters) {
        this.meters = meters;
    }

    /** As {@link Meter#answered}. */
    public void answered(String function, Outcome outcome, @Nullable String reason) {
        meters.forEach(meter -> meter.answered(function, outcome, reason));
    }

    /** As {@link Meter#measured}. */
    public void measured(Map<Figure, Long> figures) {
        meters.forEach(meter -> meter.measured(figures));
    }
}
