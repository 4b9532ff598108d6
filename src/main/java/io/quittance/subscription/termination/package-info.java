/** Terminates a subscription: snapshot, plan, rules and execution. */
@NullMarked
package io.quittance.subscription.termination;

import org.jspecify.annotations.NullMarked;
