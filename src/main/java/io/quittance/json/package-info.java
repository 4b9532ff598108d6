/**
 * The JSON form of requests and answers: strict about names and types, exact about money and time.
 *
 * <pre>
 *   body ─▶ StrictJson (ExactNames, TextJson, TimeJson, MoneyJson) ─▶ request
 *              └── BadJson: a pointer and a message for each value that cannot be read
 * </pre>
 */
@NullMarked
package io.quittance.json;

import org.jspecify.annotations.NullMarked;
