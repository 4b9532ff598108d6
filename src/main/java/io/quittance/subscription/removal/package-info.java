/**
 * Removes services from a subscription that goes on.
 *
 * <pre>
 *   RemoveServices ──────────┐
 *   PreviewServiceRemoval ───┼─ ServiceRemovalSnapshot ─ ServiceRemovalPlan ─ ServiceRemovalExecution
 *   run-due-actions, undo ───┘                          (ServiceRemovalRules)
 * </pre>
 *
 * <p>Functions: {@link PreviewServiceRemoval}, {@link RemoveServices}. Requests: {@link ServiceRemovalRequest}.
 * Snapshots: {@link ServiceRemovalSnapshot}. Plans: {@link ServiceRemovalPlan}. Rules: {@link ServiceRemovalRules},
 * {@link ServiceSelectionRule}. Execution: {@link ServiceRemovalExecution}.
 */
@NullMarked
package io.quittance.subscription.removal;

import org.jspecify.annotations.NullMarked;
