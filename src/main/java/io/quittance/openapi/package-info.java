/**
 * The API description, built from the registry of functions and the classes of their requests and answers.
 *
 * <pre>
 *   Functions ─▶ ApiDescription ─▶ FunctionPath ─▶ Schemas ─▶ Shape (with Limits)
 *                                     └── ProblemAnswers: the problems that a function can return
 * </pre>
 *
 * <p>Types: {@link ApiDescription}, {@link FunctionPath}, {@link Limits}, {@link ProblemAnswers}, {@link Schemas},
 * {@link Shape}.
 */
@NullMarked
package io.quittance.openapi;

import org.jspecify.annotations.NullMarked;
