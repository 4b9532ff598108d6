/**
 * Delivery: tells the world what has happened.
 *
 * <pre>
 *   PublishEvents ─ outbox rows that are due, claimed ─ CloudEvent ─▶ EventQueue (SQS), EventBus (EventBridge)
 *        └──────── published │ tried again later │ parked ◄── what they say of each
 * </pre>
 */
@NullMarked
package io.quittance.delivery;

import org.jspecify.annotations.NullMarked;
