/** Pure money rules: integers of the currency's minor unit, named rounding, parts that add up. */
@NullMarked
package io.quittance.settlement;

import org.jspecify.annotations.NullMarked;
