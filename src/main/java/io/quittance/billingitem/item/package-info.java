/** Cancels one billing item with its children and associated items. */
@NullMarked
package io.quittance.billingitem.item;

import org.jspecify.annotations.NullMarked;
