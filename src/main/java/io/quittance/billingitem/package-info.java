/**
 * Billing items: find them, cancel them now or on their anniversary.
 *
 * <pre>
 *   CancelBillingItem ──────────────┐
 *   PreviewBillingItemCancellation ─┼─ BillingItemCancellation.load ─ BillingItemCancellationPlan ─ BillingItemEnding
 *   run-due-actions, undo ──────────┘        (what there is)            (what will change; pure)      (changes it)
 * </pre>
 */
@NullMarked
package io.quittance.billingitem;

import org.jspecify.annotations.NullMarked;
