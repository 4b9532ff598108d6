/**
 * Accounts: find them, what they owe, and close them.
 *
 * <pre>
 *   CloseAccount ──────────┐                                           ┌─ Terminations, BillingItemEnding
 *   PreviewAccountClosure ─┴─ ClosingAccount.load ─ AccountClosurePlan ─ Closures
 *   CheckAccountClosure       (what there is)       (AccountClosureRule, the plans of subscriptions and items; pure)
 * </pre>
 */
@NullMarked
package io.quittance.account;

import org.jspecify.annotations.NullMarked;
