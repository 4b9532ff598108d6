package io.quittance.desk;

import io.quittance.call.Caller;
import java.time.Instant;

/** The moment of a request and its caller: all that a plan knows besides the loaded records. */
public record CallContext(Instant at, Caller by) {}
