/** The credit for unused days, line by line, and how it settles an end. */
@NullMarked
package io.quittance.subscription.unused;

import org.jspecify.annotations.NullMarked;
