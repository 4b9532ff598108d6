/** Writes the records of an import, one writer per group of kinds. */
@NullMarked
package io.quittance.intake.writer;

import org.jspecify.annotations.NullMarked;
