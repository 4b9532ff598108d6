package io.quittance.sequences;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Something that is meant to be done to a subscription or a service of it, as it should stand. */
final class Action {

    final String id;
    final @Nullable Provided service;
    final LocalDate on;

    @Nullable
    End droppedBy;

    Action(String id, @Nullable Provided service, LocalDate on) {
        this.id = id;
        this.service = service;
        this.on = on;
    }
}
