package io.quittance.call;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A function that changes something, once for its idempotency key.
 *
 * <p>It documents: the desk asks for the key of whatever it carries out, marked or not. The API description tells by it
 * which functions need the header, and a test calls each function without one to hold the two together.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Command {}
