/**
 * Declarations: what somebody says about the end of a contract without being known, kept as it came.
 *
 * <pre>
 *   DeclareCancellation ── DeclarationPlan ── Declaration, DeclarationReceipt   (no token; nothing else is read)
 *   ListDeclarations                                                            (the staff, from here on)
 *   MatchDeclaration ───┬─ DeclarationStanding ── DeclarationStepPlan ── DeclarationStep
 *   DismissDeclaration ─┘
 * </pre>
 *
 * <p>Nothing ends by a declaration: whoever ends a subscription names it, and then its day of receipt counts.
 */
@NullMarked
package io.quittance.declaration;

import org.jspecify.annotations.NullMarked;
