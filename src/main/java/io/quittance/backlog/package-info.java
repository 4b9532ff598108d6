/**
 * Measures the work that waits to be done automatically, and for how long.
 *
 * <pre>
 *   MeasureBacklog ─ per tenant, a reading transaction: outbox, due cancellations, refunds, bill runs ─ Backlog ─▶ Meters
 * </pre>
 *
 * <p>Functions: {@link MeasureBacklog}. Also: {@link Backlog}.
 */
@NullMarked
package io.quittance.backlog;

import org.jspecify.annotations.NullMarked;
