/**
 * Declarations about the end of a contract by people without a login, stored as they came.
 *
 * <pre>
 *   DeclareCancellation ── DeclarationPlan ── Declaration, DeclarationReceipt   (no token; nothing else is read)
 *   ListDeclarations                                                            (staff, from here on)
 *   MatchDeclaration ───┬─ DeclarationSnapshot ── DeclarationStepPlan ── DeclarationStep
 *   DismissDeclaration ─┘
 * </pre>
 *
 * <p>Nothing ends by a declaration: the command that ends a subscription names it, and then its day of receipt counts.
 *
 * <p>Functions: {@link DeclareCancellation}, {@link DismissDeclaration}, {@link ListDeclarations},
 * {@link MatchDeclaration}. Requests: {@link DeclareCancellationRequest}, {@link MatchDeclarationRequest}. Snapshots:
 * {@link DeclarationSnapshot}. Plans: {@link DeclarationPlan}, {@link DeclarationStepPlan}. Answers:
 * {@link DeclarationReceipt}, {@link DeclarationStepView}, {@link DeclarationView}, {@link MatchedContract}.
 */
@NullMarked
package io.quittance.declaration;

import org.jspecify.annotations.NullMarked;
