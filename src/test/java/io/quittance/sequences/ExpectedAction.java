package io.quittance.sequences;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Something that is meant to be done to a subscription or a service of it, as it should stand. */
final class ExpectedAction {

    final String id;
    final @Nullable ExpectedService service;
    final LocalDate on;

    @Nullable
    ExpectedEnd droppedBy;

    ExpectedAction(String id, @Nullable ExpectedService service, LocalDate on) {
        this.id = id;
        this.service = service;
        this.on = on;
    }
}
