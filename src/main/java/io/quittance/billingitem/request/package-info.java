/**
 * Cancels several billing items by one request: request it, approve it, remove items, void it.
 *
 * <pre>
 *   RequestCancellation, PreviewCancellationRequest ─┐
 *   ApproveCancellationRequest ──────────────────────┼─ JointCancellationSnapshot ─ JointCancellationPlan ─┐
 *   VoidCancellationRequest, RemoveFrom… ────────────┴─ CancellationRequestSnapshot ─ VoidPlan ────────────┴─ …Execution
 * </pre>
 *
 * <p>The end of each item is that of the package {@code item}; it owns the rules of a single item.
 *
 * <p>Functions: {@link ApproveCancellationRequest}, {@link GetCancellationRequest}, {@link ListCancellationRequests},
 * {@link PreviewCancellationRequest}, {@link RemoveFromCancellationRequest}, {@link RequestCancellation},
 * {@link VoidCancellationRequest}. Requests: {@link CancellationRequestReference}. Snapshots: {@link AccountRequestsSnapshot},
 * {@link CancellationRequestSnapshot}, {@link JointCancellationSnapshot}. Plans: {@link CancellationApprovalPlan},
 * {@link CancellationRequestPlan}, {@link JointCancellationPlan}, {@link VoidPlan}. Rules:
 * {@link CancellationRequestRules}. Execution: {@link CancellationRequestExecution}. Answers:
 * {@link CancellationRequestView}.
 */
@NullMarked
package io.quittance.billingitem.request;

import org.jspecify.annotations.NullMarked;
