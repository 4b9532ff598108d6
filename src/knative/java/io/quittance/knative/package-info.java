/**
 * The binding to Knative: CloudEvents over HTTP, and the same functions at their paths.
 *
 * <pre>
 *   event at /, binary or structured ─ EventEdge (method, sender, form) ─ ReceiveEvent ─ Messages ─ function
 *   POST /name ────────────────────── HttpEdge ──────────────────────────────────────────────────── function
 * </pre>
 *
 * <p>Functions: {@link ReceiveEvent}. Also: {@link EventEdge}, {@link EventForm}, {@link Sender}, {@link SentEvent}.
 */
@NullMarked
package io.quittance.knative;

import org.jspecify.annotations.NullMarked;
