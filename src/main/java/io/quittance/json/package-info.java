/**
 * The JSON form of requests and answers: strict about names and types, exact about money and time.
 *
 * <pre>
 *   body ─▶ StrictJson (ExactNames, TextJson, TimeJson, MoneyJson) ─▶ request
 *              └── BadJson: a pointer and a message for each value that cannot be read
 * </pre>
 *
 * <p>Types: {@link BadJson}, {@link ExactNames}, {@link MoneyJson}, {@link StrictJson}, {@link TextJson},
 * {@link TimeJson}.
 */
@NullMarked
package io.quittance.json;

import org.jspecify.annotations.NullMarked;
