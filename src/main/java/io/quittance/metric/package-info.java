/**
 * What is measured of the running system, and where the figures go.
 *
 * <pre>
 *   HttpCommands, Messages ─ CommandCount ─┐
 *   measure-backlog ───────────────────────┴─ Meters ─┬─ FigureLog (lines that CloudWatch reads)
 *                                                     └─ whatever meter the binding has (Prometheus, locally)
 * </pre>
 */
@NullMarked
package io.quittance.metric;

import org.jspecify.annotations.NullMarked;
