package io.quittance.desk;

/**
 * One record that changes.
 *
 * @param record its kind, such as {@code billing-item}
 * @param before the state before, after {@code after} the command
 */
public record Effect(String record, String id, String before, String after) {}
