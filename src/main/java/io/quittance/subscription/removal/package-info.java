/** Removes services from a subscription that goes on. */
@NullMarked
package io.quittance.subscription.removal;

import org.jspecify.annotations.NullMarked;
