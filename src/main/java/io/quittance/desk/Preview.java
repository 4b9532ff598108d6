package io.quittance.desk;

import java.time.Instant;

/**
 * The plan that a command would execute now; nothing has been changed.
 *
 * @param quote send it with the command: it is carried out as planned here, or refused
 * @param contactLine the contact for questions about a bill
 */
public record Preview<P extends Plan>(P plan, String quote, Instant quoteExpiresAt, String contactLine) {}
