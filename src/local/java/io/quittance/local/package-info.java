/**
 * What only a laptop needs: an embedded PostgreSQL, development keys and tokens, demo data, a local schedule.
 *
 * <p>It is compiled in the Maven profile {@code local} alone, and stands in no package for the cloud.
 *
 * <p>Types: {@link DemoCompany}, {@link DevelopmentClock}, {@link DevelopmentKeys}, {@link DevelopmentTokens},
 * {@link EmbeddedDatabase}, {@link LocalConfig}, {@link LocalSchedule}, {@link ScrapedFigures},
 * {@link ServerDirectory}.
 */
@NullMarked
package io.quittance.local;

import org.jspecify.annotations.NullMarked;
