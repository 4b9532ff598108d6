/**
 * What callers over HTTP can rely on, whichever binding answers them.
 *
 * <pre>
 *   …Contract ─ Client ─ HttpBinding ─┬─ the running server, with signed tokens
 *                                     └─ the package for Lambda, with events of an HTTP API
 * </pre>
 *
 * <p>The records and request bodies of the contracts and of all tests are {@code Harbor}, {@code Contracts}, {@code
 * Refunds}, {@code Forms}, and {@code Provided}.
 *
 * <p>Each binding's tests have an {@link io.quittance.contract.HttpBinding} of their own and run all contracts by it.
 */
@NullMarked
package io.quittance.contract;

import org.jspecify.annotations.NullMarked;
