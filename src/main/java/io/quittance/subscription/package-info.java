/**
 * Subscriptions and penalties: the reads. Folders terminate a subscription and remove services from it.
 *
 * <p>Functions: {@link GetSubscription}, {@link ListPenalties}, {@link ListSubscriptions}. Answers:
 * {@link SubscriptionView}. Also: {@link ServiceDetail}.
 */
@NullMarked
package io.quittance.subscription;

import org.jspecify.annotations.NullMarked;
