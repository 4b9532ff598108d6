package io.quittance.intake.record;

import org.jspecify.annotations.Nullable;

/** A record that concerns a subscription or one of its services. */
public interface ServiceRelatedRecord {

    String subscriptionId();

    @Nullable
    String serviceId();
}
