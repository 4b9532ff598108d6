/**
 * Accounts and their billings: the lists. The closure of an account is in {@code close}.
 *
 * <p>Functions: {@link ListAccounts}, {@link ListBillings}. Answers: {@link BillingView}.
 */
@NullMarked
package io.quittance.account;

import org.jspecify.annotations.NullMarked;
