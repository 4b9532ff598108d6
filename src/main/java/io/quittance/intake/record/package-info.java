/** The records of an import as they arrive. */
@NullMarked
package io.quittance.intake.record;

import org.jspecify.annotations.NullMarked;
