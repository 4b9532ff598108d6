package io.quittance.sequences;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A billing item, as it should stand. */
final class ExpectedItem {

    final String id;
    final Customer customer;
    final Periods periods;
    final @Nullable ExpectedItem parent;
    final List<ExpectedItem> associated = new ArrayList<>();
    final List<ExpectedItem> dependsOn = new ArrayList<>();
    boolean cancelable = true;

    /** Of its category, which overrides the policy's. */
    @Nullable
    Integer cutOffDays;

    /** What has ended it, once that is written down. */
    @Nullable
    ExpectedEnd ended;

    ExpectedItem(String id, Customer customer, Periods periods, @Nullable ExpectedItem parent) {
        this.id = id;
        this.customer = customer;
        this.periods = periods;
        this.parent = parent;
    }

    boolean isCanceledAtOnce() {
        return ended != null && ended.timing.equals("IMMEDIATE");
    }

    @Override
    public String toString() {
        return id;
    }
}
