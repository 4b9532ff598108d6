package io.quittance.intake;

import org.jspecify.annotations.Nullable;

/** What concerns a subscription, or one of its services. */
interface Concerning {

    String subscriptionId();

    @Nullable
    String serviceId();
}
