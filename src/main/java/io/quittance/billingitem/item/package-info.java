/**
 * Cancels one billing item with its children and associated items.
 *
 * <pre>
 *   CancelBillingItem ──────────────┐
 *   PreviewBillingItemCancellation ─┼─ BillingItemCancellationSnapshot ─ …Plan ─ …Execution
 *   run-due-actions, undo ──────────┘      (loaded, locked)             (…Rules)
 * </pre>
 *
 * <p>Functions: {@link CancelBillingItem}, {@link PreviewBillingItemCancellation}. Requests:
 * {@link CancelBillingItemRequest}. Snapshots: {@link AccountItemsSnapshot}, {@link BillingItemCancellationSnapshot}.
 * Plans: {@link BillingItemCancellationPlan}. Rules: {@link BillingItemCancellationRules}. Execution:
 * {@link BillingItemCancellationExecution}. Also: {@link RequestProgress}.
 */
@NullMarked
package io.quittance.billingitem.item;

import org.jspecify.annotations.NullMarked;
