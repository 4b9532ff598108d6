/** Invoices as other operations see them: their paid lines, and when an ended billing item leaves them. */
@NullMarked
package io.quittance.invoice;

import org.jspecify.annotations.NullMarked;
