/**
 * Measures the running system and gives the figures to a log or a meter.
 *
 * <pre>
 *   HttpCommands, Messages ─ CommandCount ─┐
 *   measure-backlog ───────────────────────┴─ Meters ─┬─ FigureLog (lines that CloudWatch reads)
 *                                                     └─ the meter of the binding (Prometheus, locally)
 * </pre>
 *
 * <p>Types: {@link Figure}, {@link FigureLog}, {@link Meter}, {@link Meters}, {@link Outcome}.
 */
@NullMarked
package io.quittance.metric;

import org.jspecify.annotations.NullMarked;
