package io.quittance.sequences;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service of a subscription, as it should stand. */
final class ExpectedService {

    final String id;
    final ExpectedSubscription contract;
    final List<ExpectedInstalled> installed = new ArrayList<>();

    String standing = "EFFECTIVE";

    @Nullable
    String ofClass;

    @Nullable
    String distributor;

    /** What ends it or has ended it. */
    @Nullable
    ExpectedEnd end;

    String state = "PROVIDED";

    ExpectedService(String id, ExpectedSubscription contract) {
        this.id = id;
        this.contract = contract;
    }

    /** Equipment at the customer. */
    static final class ExpectedInstalled {

        final String id;
        final String ofClass;
        final @Nullable String distributor;

        @Nullable
        ExpectedEnd end;

        boolean removed;

        ExpectedInstalled(String id, String ofClass, @Nullable String distributor) {
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

    List<ExpectedInstalled> stillInstalled() {
        return installed.stream().filter(item -> !item.removed).toList();
    }

    @Override
    public String toString() {
        return id;
    }
}
