/**
 * The binding to Google Cloud Functions: commands come from a topic of Pub/Sub.
 *
 * <pre>
 *   Pub/Sub ─ FunqyCloudEventsFunction ─ ReceivePubsubMessage ─ Messages ─ function
 * </pre>
 *
 * <p>Functions: {@link ReceivePubsubMessage}.
 */
@NullMarked
package io.quittance.google;

import org.jspecify.annotations.NullMarked;
