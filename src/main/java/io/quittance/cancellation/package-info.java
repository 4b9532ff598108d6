/**
 * The record and receipt of every cancellation, whatever it ends: looking back, undo, reasons, due actions.
 *
 * <pre>
 *   undo-cancellation ─┐                            ┌─ billingitem
 *   run-due-actions  ──┴─ ScheduledChange (by kind) ◄┤   (each noun implements it, CDI collects them)
 * </pre>
 */
@NullMarked
package io.quittance.cancellation;

import org.jspecify.annotations.NullMarked;
