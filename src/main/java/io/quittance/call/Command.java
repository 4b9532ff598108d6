package io.quittance.call;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A function that changes something, once for its idempotency key.
 *
 * <p>The annotation documents a fact: the desk requires a key for every command, marked or not. The API description
 * derives from it which functions need the header, and a test calls each function without a key to keep the two
 * consistent.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Command {}
