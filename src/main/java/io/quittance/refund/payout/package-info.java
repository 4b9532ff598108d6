/**
 * Plans how money is refunded, for every operation that pays: its rules, its plan and its booking.
 *
 * <pre>
 *   apply, steps, terminations, removals, closures ─ PayoutRules ─ PayoutPlan ─ Payout ─ RefundBooking
 *                                                   (may it, how)
 * </pre>
 *
 * <p>A refund is capped here and in the database: never more than was paid and not yet refunded.
 *
 * <p>Plans: {@link PayoutPlan}. Rules: {@link PayoutRules}. Also: {@link AccountMoney}, {@link Consent},
 * {@link Consequences}, {@link DestinationShare}, {@link Payout}, {@link RefundBooking}, {@link RefundChoice},
 * {@link RefundMode}, {@link RefundShare}, {@link TaxedAmount}.
 */
@NullMarked
package io.quittance.refund.payout;

import org.jspecify.annotations.NullMarked;
