/**
 * The backlog: how much of what runs by itself waits, and for how long.
 *
 * <pre>
 *   MeasureBacklog ─ for each tenant, a reading transaction: outbox, due cancellations, refunds, bill runs ─ Backlog ─▶ Meters
 * </pre>
 */
@NullMarked
package io.quittance.backlog;

import org.jspecify.annotations.NullMarked;
