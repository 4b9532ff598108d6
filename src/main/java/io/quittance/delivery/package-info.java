/**
 * Sends the events of the outbox to a queue or a bus.
 *
 * <pre>
 *   PublishEvents ─ due rows of the outbox, claimed ─ CloudEvent ─▶ EventQueue (SQS), EventBus (EventBridge)
 *        └──────── published │ retried later │ parked ◄── the answer for each event
 * </pre>
 *
 * <p>Functions: {@link ListEvents}, {@link PublishEvents}. Rules: {@link DeliveryRule}. Also: {@link CloudEvent},
 * {@link Delivery}, {@link Destination}, {@link EventBus}, {@link EventQueue}, {@link EventSource}.
 */
@NullMarked
package io.quittance.delivery;

import org.jspecify.annotations.NullMarked;
