/**
 * What the end of services brings with it: early exit, penalties, installed items and planned actions.
 *
 * <p>Rules: {@link EarlyExitRule}, {@link PenaltyRule}. Also: {@link EndAmounts}, {@link RemovalFailure},
 * {@link ServiceCascade}, {@link ServiceEnd}, {@link ServiceEndings}, {@link SubscriptionServices}.
 */
@NullMarked
package io.quittance.subscription.services;

import org.jspecify.annotations.NullMarked;
