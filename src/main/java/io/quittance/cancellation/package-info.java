/**
 * The record and receipt of every cancellation: reads, undo, reasons, due actions.
 *
 * <pre>
 *   undo-cancellation ─┐
 *   run-due-actions  ──┴─ ScheduledChange by kind ◄─ billingitem, subscription  (each implements it, CDI collects them)
 * </pre>
 *
 * <p>Functions: {@link GetCancellation}, {@link ListCancellationReasons}, {@link ListCancellations},
 * {@link PrintCancellation}, {@link RunDueActions}, {@link UndoCancellation}. Requests:
 * {@link UndoCancellationRequest}. Plans: {@link UndoPlan}. Answers: {@link CancellationReceipt},
 * {@link PrintedReceipt}. Also: {@link DueWork}, {@link ReasonCatalogue}, {@link ReceiptPage},
 * {@link ReceiptText}, {@link Receipts}, {@link ScheduledChange}, {@link ScheduledChanges}.
 *
 * <p>Types: {@link TenantReasons}.
 */
@NullMarked
package io.quittance.cancellation;

import org.jspecify.annotations.NullMarked;
