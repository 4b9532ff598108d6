/** Cancels a bill run and its documents. */
@NullMarked
package io.quittance.billrun.cancel;

import org.jspecify.annotations.NullMarked;
