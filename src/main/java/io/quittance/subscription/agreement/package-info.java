/**
 * What a caller agrees to when a subscription or service ends: its cause, its day, its refund and its last usage.
 *
 * <p>Requests: {@link EndDateRequest}. Rules: {@link CauseRule}. Also: {@link Agreement}, {@link Agreements},
 * {@link EndTiming}, {@link FinalUsage}, {@link MatchedDeclaration}, {@link TerminationNotice}.
 */
@NullMarked
package io.quittance.subscription.agreement;

import org.jspecify.annotations.NullMarked;
