/** Accounts: find them, and what they owe. */
@NullMarked
package io.quittance.account;

import org.jspecify.annotations.NullMarked;
