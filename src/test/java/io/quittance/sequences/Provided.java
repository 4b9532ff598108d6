package io.quittance.sequences;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service of a subscription, as it should stand. */
final class Provided {

    final String id;
    final Contract contract;
    final List<Installed> installed = new ArrayList<>();

    String standing = "EFFECTIVE";

    @Nullable
    String ofClass;

    @Nullable
    String distributor;

    /** What ends it or has ended it. */
    @Nullable
    End end;

    String state = "PROVIDED";

    Provided(String id, Contract contract) {
        this.id = id;
        this.contract = contract;
    }

    /** Equipment at the customer. */
    static final class Installed {

        final String id;
        final String ofClass;
        final @Nullable String distributor;

        @Nullable
        End end;

        boolean removed;

        Installed(String id, String ofClass, @Nullable String distributor) {
            this.id = id;
            this.ofClass = ofClass;
            this.distributor = distributor;
        }
    }

    /** Whether no end of it is written down. */
    boolean isProvided() {
        return state.equals("PROVIDED");
    }

    /** Whether it has ended by the clock. */
    boolean hasEnded(Instant moment) {
        return !isProvided() || (end != null && !end.at.isAfter(moment));
    }

    List<Installed> stillInstalled() {
        return installed.stream().filter(item -> !item.removed).toList();
    }

    @Override
    public String toString() {
        return id;
    }
}
