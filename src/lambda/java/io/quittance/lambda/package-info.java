/**
 * The binding to AWS Lambda: one package, two handlers.
 *
 * <pre>
 *   HTTP API ─ QuarkusStreamHandler ─ AuthorizedCaller (token) ── HttpEdge ─ function
 *   queue ──── FunqyStreamHandler ─── ReceiveMessage ─┬─ Messages ──────────── function
 *   schedule, direct call ──┘ ─────── ReceiveCommand ─┘
 *
 *   Secrets Manager ─ Secrets ─┬─ DatabaseSecret ── the pool's connections
 *                              └─ KeptQuoteSecret ─ Quotes
 * </pre>
 *
 * <p>Functions: {@link MigrateSchema}, {@link ReceiveMessage}. Snapshots: {@link Snapshot}. Also:
 * {@link AuthorizedCaller}, {@link DatabaseSecret}, {@link KeptQuoteSecret}, {@link Rehearsal}, {@link Secrets}.
 */
@NullMarked
package io.quittance.lambda;

import org.jspecify.annotations.NullMarked;
