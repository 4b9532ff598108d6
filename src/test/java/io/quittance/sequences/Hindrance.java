package io.quittance.sequences;

import io.quittance.edge.RefusalReason;

/** What the model expects to stand in the way of a command. */
final class Hindrance extends RuntimeException {

    private static final long serialVersionUID = 1;

    final RefusalReason reason;

    Hindrance(RefusalReason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    static void when(boolean stands, RefusalReason reason) {
        if (stands) {
            throw new Hindrance(reason);
        }
    }
}
