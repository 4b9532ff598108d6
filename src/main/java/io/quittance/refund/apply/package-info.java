/** Applies a refund to a payment, an invoice, chosen lines or a credit note. */
@NullMarked
package io.quittance.refund.apply;

import org.jspecify.annotations.NullMarked;
