/**
 * Closes an account with everything in it, and checks what must be done first.
 *
 * <pre>
 *   CloseAccount ──────────┐
 *   PreviewAccountClosure ─┴─ AccountClosureSnapshot ─ AccountClosurePlan ─ AccountClosureExecution
 *   CheckAccountClosure        (loaded, locked)        (AccountClosureRules; pure)
 * </pre>
 *
 * <p>Functions: {@link CheckAccountClosure}, {@link CloseAccount}, {@link PreviewAccountClosure}. Requests:
 * {@link CloseAccountRequest}. Snapshots: {@link AccountClosureSnapshot}. Plans: {@link AccountClosurePlan}. Rules:
 * {@link AccountClosureRules}. Execution: {@link AccountClosureExecution}. Also: {@link Blocker},
 * {@link OpenInvoices}, {@link OwedInvoice}.
 */
@NullMarked
package io.quittance.account.close;

import org.jspecify.annotations.NullMarked;
