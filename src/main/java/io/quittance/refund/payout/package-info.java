/** How money goes back, for every operation that pays some: the plan of a payout, its rules and its booking. */
@NullMarked
package io.quittance.refund.payout;

import org.jspecify.annotations.NullMarked;
