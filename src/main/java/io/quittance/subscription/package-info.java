/**
 * Subscriptions: find them, terminate them and settle what was paid for the days not used.
 *
 * <pre>
 *   TerminateSubscription ────────────┐
 *   PreviewSubscriptionTermination ───┼─ Termination.load ─ TerminationPlan ─────── Terminations
 *   run-due-actions, undo ────────────┤   (what there is)   (TerminationRule,        (changes it)
 *   ExpiredSubscriptions ─────────────┘                      UnusedRule; pure)
 * </pre>
 */
@NullMarked
package io.quittance.subscription;

import org.jspecify.annotations.NullMarked;
