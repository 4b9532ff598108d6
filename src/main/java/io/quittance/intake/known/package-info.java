/**
 * The database's knowledge of the records that an import names.
 *
 * <p>Snapshots: {@link ImportSnapshot}, {@link KnownBelongings}, {@link KnownBillRuns}, {@link KnownContracts},
 * {@link KnownCredits}, {@link KnownTerms}, {@link RecordsAfterImport}, {@link ServicesAfterImport}. Also:
 * {@link OpenLines}.
 */
@NullMarked
package io.quittance.intake.known;

import org.jspecify.annotations.NullMarked;
