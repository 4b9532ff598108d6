/**
 * The edge: who is asking, what they may, the form of everything that goes wrong, and the API description.
 *
 * <pre>
 *   request ─ HttpEdge (token, function, method, role, size) ─ JSON ─ Gate (call, role) ─ function
 *                 └────────── Problem ◄── any failure on the way, in or out ──────────┘
 *   message ─ ReceiveCommand ─ Messages (envelope, actor, key) ─── Gate (role) ─ function
 * </pre>
 */
@NullMarked
package io.quittance.edge;

import org.jspecify.annotations.NullMarked;
