/** Cancels several billing items by one request: request it, approve it, remove items, void it. */
@NullMarked
package io.quittance.billingitem.request;

import org.jspecify.annotations.NullMarked;
