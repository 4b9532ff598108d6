/**
 * What Quittance tells the world: one record an event.
 *
 * <pre>
 *   plan ─ apply ─ journal.tell(event) ─▶ outbox, in the transaction of the effect ─▶ delivery
 * </pre>
 */
@NullMarked
package io.quittance.event;

import org.jspecify.annotations.NullMarked;
