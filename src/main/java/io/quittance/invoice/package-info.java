/**
 * Invoices as other operations see them: their paid lines, and when an ended billing item leaves them.
 *
 * <p>Functions: {@link ListInvoices}. Also: {@link ItemsOnInvoices}, {@link PaidLine}.
 */
@NullMarked
package io.quittance.invoice;

import org.jspecify.annotations.NullMarked;
