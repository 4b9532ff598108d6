/**
 * The message door: it admits a command that arrives in an envelope from a queue, a schedule or a direct call.
 *
 * <pre>
 *   CommandMessage ─▶ ReceiveCommand ─▶ Messages (actor, key) ─▶ call.Gate ─▶ function ─▶ CommandOutcome
 * </pre>
 *
 * <p>Functions: {@link ReceiveCommand}. Also: {@link CommandMessage}, {@link CommandOutcome}, {@link Messages}.
 */
@NullMarked
package io.quittance.message;

import org.jspecify.annotations.NullMarked;
