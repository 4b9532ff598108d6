package io.quittance.desk;

import java.time.Instant;

/**
 * What a command would do if it were sent now; nothing has been changed.
 *
 * @param quote send it with the command: it is carried out as planned here, or refused
 * @param contactLine where to ask about a bill
 */
public record Preview<P extends Plan>(P plan, String quote, Instant quoteExpiresAt, String contactLine) {}
