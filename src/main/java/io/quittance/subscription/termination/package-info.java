/**
 * Terminates a subscription and settles what was paid for the unused days.
 *
 * <pre>
 *   TerminateSubscription ────────────┐
 *   PreviewSubscriptionTermination ───┼─ TerminationSnapshot ─ TerminationPlan ───────── TerminationExecution
 *   run-due-actions, undo ────────────┤   (loaded, locked)     (TerminationRules,         (changes entities,
 *   ExpiredSubscriptions ─────────────┘                         EndDateRule; pure)         publishes events)
 * </pre>
 *
 * <p>It does not own what ends with the services ({@code services}) nor the credit for unused days ({@code unused}).
 *
 * <p>Functions: {@link PreviewSubscriptionTermination}, {@link TerminateSubscription}. Requests:
 * {@link TerminationRequest}. Snapshots: {@link AccountTerminationSnapshot}, {@link TerminationSnapshot}. Plans:
 * {@link AccountTerminationPlan}, {@link FinalUsagePlan}, {@link TerminationPlan}. Rules: {@link EndDateRule},
 * {@link TerminationRules}. Execution: {@link TerminationExecution}. Also: {@link EndDates},
 * {@link ExpiredSubscriptions}, {@link PlannedEnd}.
 */
@NullMarked
package io.quittance.subscription.termination;

import org.jspecify.annotations.NullMarked;
