/** The steps of a refund that was requested: approve, reject, settle, retry, cancel, reverse. */
@NullMarked
package io.quittance.refund.steps;

import org.jspecify.annotations.NullMarked;
