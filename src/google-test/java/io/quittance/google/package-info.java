/** The package for Google, run by Google's own function invoker. */
@NullMarked
package io.quittance.google;

import org.jspecify.annotations.NullMarked;
