package io.quittance.cancellation;

import io.quarkus.arc.All;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scheduled change of each kind of cancellation. */
@ApplicationScoped
public class ScheduledChanges {

    private final Map<CancellationKind, ScheduledChange<?, ?>> byKind;

    ScheduledChanges(@All List<ScheduledChange<?, ?>> changes) {
        byKind = changes.stream().collect(Collectors.toMap(ScheduledChange::kind, Function.identity()));
    }

    ScheduledChange<?, ?> of(Cancellation cancellation) {
        ScheduledChange<?, ?> change = byKind.get(cancellation.kind());
        if (change == null) {
            throw new IllegalStateException("There is no execution for cancellations of kind " + cancellation.kind());
        }
        return change;
    }
}
