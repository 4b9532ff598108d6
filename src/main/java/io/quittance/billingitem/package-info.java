/**
 * Billing items: the list. The cancellation of one item is in {@code item}, of several in {@code request}.
 *
 * <p>Functions: {@link ListBillingItems}.
 */
@NullMarked
package io.quittance.billingitem;

import org.jspecify.annotations.NullMarked;
