/**
 * Parts for local use only: an embedded PostgreSQL, development keys and tokens, demo data, a local schedule.
 *
 * <p>The package is compiled in the Maven profile {@code local} alone and is part of no package for the cloud.
 *
 * <p>Types: {@link DemoCompany}, {@link DevelopmentClock}, {@link DevelopmentKeys}, {@link DevelopmentTokens},
 * {@link EmbeddedDatabase}, {@link LocalConfig}, {@link LocalSchedule}, {@link ScrapedFigures},
 * {@link ServerDirectory}.
 */
@NullMarked
package io.quittance.local;

import org.jspecify.annotations.NullMarked;
