/**
 * The consequences of the end of services: early exit, fees, installed items and planned actions.
 *
 * <p>Rules: {@link EarlyExitRule}, {@link PenaltyRule}. Also: {@link EndAmounts}, {@link RemovalFailure},
 * {@link ServiceCascade}, {@link ServiceEnd}, {@link ServiceEndings}, {@link SubscriptionServices}.
 */
@NullMarked
package io.quittance.subscription.services;

import org.jspecify.annotations.NullMarked;
