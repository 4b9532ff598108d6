/**
 * The vocabulary of every call: who calls, which roles a function admits, and how it refuses.
 *
 * <pre>
 *   door (http, message) ─▶ Gate (function, caller, role) ─▶ Call ─▶ function ─▶ answer
 *                                  └── Refusal (RefusalReason) ─▶ Problem ──────┘
 * </pre>
 *
 * <p>{@link Functions} is the registry of functions with their {@link Roles} and whether each is a {@link Command}. {@link
 * Requests} checks a request by its annotations and lists each {@link InputError}. {@link AnonymousAccessRule} and {@link PublicForm} mark
 * what needs no token. {@link ProblemPages} shows a page per reason. {@link CommandCount} counts outcomes, {@link SettingList} reads
 * settings that are lists.
 *
 * <p>Types: {@link Call}, {@link Caller}, {@link Gate}, {@link Problem}, {@link Refusal}, {@link RefusalReason},
 * {@link Requests}, {@link Role}.
 */
@NullMarked
package io.quittance.call;

import org.jspecify.annotations.NullMarked;
