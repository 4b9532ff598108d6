/**
 * Billing items: find them, cancel them now or on their anniversary, one by one or several by one request.
 *
 * <pre>
 *   CancelBillingItem ──────────────┐
 *   PreviewBillingItemCancellation ─┼─ BillingItemCancellation.load ─ BillingItemCancellationPlan ─ BillingItemEnding
 *   run-due-actions, undo ──────────┘        (what there is)            (what will change; pure)      (changes it)
 *                                                  │                            │                          │
 *   RequestCancellation, Preview… ┐                │                            │                          │
 *   ApproveCancellationRequest ───┼──────── JointCancellation ─────── JointCancellationPlan ── CancellationRequests
 *   Void…, RemoveFrom… ───────────┘       (several of them)          (each beside the others)    (in their order)
 * </pre>
 */
@NullMarked
package io.quittance.billingitem;

import org.jspecify.annotations.NullMarked;
