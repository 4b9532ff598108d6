/**
 * Carries out each request exactly once. Every function hands its request to the desk.
 *
 * <pre>
 *   one transaction: tenant → key → [load (locks accounts) → plan → apply] → audit, outbox → answer → commit
 *   a preview:       tenant →       [load → plan], read-only                            → quote
 * </pre>
 *
 * <p>Plans: {@link Plan}. Execution: {@link Execution}. Also: {@link AccountLocks}, {@link AnonymousAccess},
 * {@link CallContext}, {@link ConfiguredQuoteSecret}, {@link Desk}, {@link Effect}, {@link IdempotencyKeys},
 * {@link Journal}, {@link Json}, {@link Page}, {@link Preview}, {@link QuoteSecret}, {@link QuotedRequest}, {@link Quotes},
 * {@link ReasonedRequest}, {@link Schedule}, {@link StoredAnswer}, {@link SystemClock}, {@link TenantOfCall}, {@link Transactions}, {@link Warning}.
 *
 * <p>Types: {@link Reason}, {@link ReasonCheck}.
 */
@NullMarked
package io.quittance.desk;

import org.jspecify.annotations.NullMarked;
