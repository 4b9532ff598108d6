package io.quittance.sequences;

import io.quittance.call.RefusalReason;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the model expects to stand in the way of a command. */
final class Objection extends RuntimeException {

    private static final long serialVersionUID = 1;

    final RefusalReason reason;

    /** All of it, where all is told at once. */
    final transient SortedSet<String> all;

    Objection(RefusalReason reason) {
        this(reason, new TreeSet<>());
    }

    Objection(RefusalReason reason, SortedSet<String> all) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.all = all;
    }

    static void when(boolean stands, RefusalReason reason) {
        if (stands) {
            throw new Objection(reason);
        }
    }
}
