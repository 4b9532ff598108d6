package io.quittance.desk;

import io.quittance.call.Caller;
import java.time.Instant;

/** When a request came and who sent it: all that a plan knows of the world besides what was loaded. */
public record CallContext(Instant at, Caller by) {}
