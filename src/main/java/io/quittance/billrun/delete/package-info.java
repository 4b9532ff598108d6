/** Deletes a bill run that is canceled or has failed. */
@NullMarked
package io.quittance.billrun.delete;

import org.jspecify.annotations.NullMarked;
