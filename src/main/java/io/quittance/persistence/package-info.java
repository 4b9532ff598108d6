/**
 * The books: Panache entities, and the Flyway migrations beside them ({@code db/migration}).
 *
 * <pre>
 *   account ─┬─ billing item ── link (associated, depends on)
 *            ├─ invoice ── line ── allocation ── payment
 *            └─ cancellation ── receipt (append-only)
 *   series ── bill run ─┬─ invoices, credit notes
 *                       └─ bulk job ── piece ── amount, exceptions (append-only)
 *   operation (keys) · audit (append-only) · outbox        policy · item category · cancellation reason
 * </pre>
 *
 * <p>Public fields are what the billing system says of a record; only {@code intake} writes them. (Those of audit and
 * outbox are the desk's journal's.) Private ones are Quittance's own states; only the entity changes them, by the verb of
 * the operation.
 */
@NullMarked
package io.quittance.persistence;

import org.jspecify.annotations.NullMarked;
