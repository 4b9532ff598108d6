package io.quittance.sequences;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A subscription, as it should stand. */
final class ExpectedSubscription {

    final String id;
    final Customer customer;
    final LocalDate startsOn;
    final Periods periods;
    final String billedAs;
    final List<ExpectedService> services = new ArrayList<>();
    final List<ExpectedAction> actions = new ArrayList<>();

    Condition.@Nullable Definition definition;

    @Nullable
    LocalDate expiresOn;

    String standing = "ACTIVE";

    @Nullable
    ExpectedEnd ended;

    /** Whether it ended before it had begun. */
    boolean neverBegan;

    ExpectedSubscription(String id, Customer customer, LocalDate startsOn, Periods periods, String billedAs) {
        this.id = id;
        this.customer = customer;
        this.startsOn = startsOn;
        this.periods = periods;
        this.billedAs = billedAs;
    }

    /** Its state on a day, where it has not ended. */
    String stateOn(LocalDate day) {
        if (day.isBefore(startsOn)) {
            return "FUTURE";
        }
        return expiresOn != null && !day.isBefore(expiresOn) ? "EXPIRED" : standing;
    }
}
