/**
 * The HTTP door: it admits a request by token, function, method, role and size, and gives every failure the problem form.
 *
 * <pre>
 *   request ─▶ HttpEdge ─▶ call.Gate ─▶ function ─▶ answer
 *                 └─────── FailureForm ◄── any failure, before or after
 * </pre>
 *
 * <p>{@link HttpCommands} reads the headers of commands.
 *
 * <p>Types: {@link FailureForm}, {@link HttpEdge}.
 */
@NullMarked
package io.quittance.http;

import org.jspecify.annotations.NullMarked;
