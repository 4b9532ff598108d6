/** What a caller agrees to when a subscription or service ends: its cause, its day, its refund and its last usage. */
@NullMarked
package io.quittance.subscription.agreement;

import org.jspecify.annotations.NullMarked;
