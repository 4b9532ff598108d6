/**
 * The binding to Knative: CloudEvents over HTTP, beside the same functions at their paths.
 *
 * <pre>
 *   event at /, binary or structured ─ EventEdge (method, sender, form) ─ ReceiveEvent ─ Messages ─ function
 *   POST /name ────────────────────── HttpEdge ──────────────────────────────────────────────────── function
 * </pre>
 */
@NullMarked
package io.quittance.knative;

import org.jspecify.annotations.NullMarked;
