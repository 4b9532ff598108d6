/** The rules for the records of an import, one per kind. */
@NullMarked
package io.quittance.intake.rule;

import org.jspecify.annotations.NullMarked;
