/** What the database knows of the records that an import names. */
@NullMarked
package io.quittance.intake.known;

import org.jspecify.annotations.NullMarked;
