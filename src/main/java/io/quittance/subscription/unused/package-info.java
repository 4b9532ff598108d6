/**
 * The credit for unused days, line by line, and how it settles an end.
 *
 * <p>Rules: {@link UnusedCreditRule}. Also: {@link ChargedLines}, {@link ChosenLines}, {@link Credits},
 * {@link EndRefund}, {@link EndSettlement}, {@link LineOutcome}.
 */
@NullMarked
package io.quittance.subscription.unused;

import org.jspecify.annotations.NullMarked;
