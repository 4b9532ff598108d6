/**
 * The agreement of a caller for the end of a subscription or service: its cause, its day, its refund and its last
 * usage.
 *
 * <p>Requests: {@link EndDateRequest}. Rules: {@link CauseRule}. Also: {@link Agreement}, {@link Agreements},
 * {@link EndTiming}, {@link FinalUsage}, {@link MatchedDeclaration}, {@link TerminationNotice}.
 */
@NullMarked
package io.quittance.subscription.agreement;

import org.jspecify.annotations.NullMarked;
