/** Closes an account: snapshot, plan, rules and execution, its preview, and the check of what must be done first. */
@NullMarked
package io.quittance.account.close;

import org.jspecify.annotations.NullMarked;
