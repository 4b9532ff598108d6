package io.quittance.event;

/** The cancellation that causes an event, and its account. */
public record CancellationRef(String accountId, String cancellationId) {}
