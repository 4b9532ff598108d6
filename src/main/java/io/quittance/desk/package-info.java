/**
 * The desk: exactly once. Every function hands its request here.
 *
 * <pre>
 *   one transaction: tenant → key → [load (locks accounts) → plan → apply] → audit, outbox → answer → commit
 *   a preview:       tenant →       [load → plan], read-only                            → quote
 * </pre>
 */
@NullMarked
package io.quittance.desk;

import org.jspecify.annotations.NullMarked;
