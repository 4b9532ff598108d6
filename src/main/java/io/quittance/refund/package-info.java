/**
 * Refunds and available credits: the reads. Folders apply a refund, take its later steps, and plan every payout.
 *
 * <p>Functions: {@link GetAccountCredits}, {@link ListRefunds}. Answers: {@link RefundStepView}, {@link RefundView}.
 */
@NullMarked
package io.quittance.refund;

import org.jspecify.annotations.NullMarked;
