/**
 * Random sequences of commands, held against a model of the accounts that knows nothing of the code.
 *
 * <pre>
 *   seed ─ Worlds ─────── World (the model)      ─ Model rules: ItemEnds, ContractEnds, Refunding …  ─┐
 *     └─── Moves ─ Move ─ Command ─┬─ decide ─────────────────────────────────────────────────────────┤ the same
 *                                  └─ Calls (the functions, with token, key and quote) ─ WrittenBooks ─┘ rows?
 * </pre>
 *
 * <p>A move is one kind of command: another kind is one more class and one more line in {@code Moves}.
 */
@NullMarked
package io.quittance.sequences;

import org.jspecify.annotations.NullMarked;
