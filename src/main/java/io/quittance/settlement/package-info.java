/**
 * Pure money rules: integers of the currency's minor unit, named rounding, parts that add up.
 *
 * <p>Types: {@link BilledLine}, {@link DayCount}, {@link EarlyTerminationFee}, {@link NetAndTax}, {@link PeriodUnit},
 * {@link Proration}, {@link Recurrence}, {@link Rounding}, {@link Settlement}, {@link Split}, {@link TaxOnCredit}.
 */
@NullMarked
package io.quittance.settlement;

import org.jspecify.annotations.NullMarked;
