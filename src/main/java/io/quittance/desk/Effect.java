package io.quittance.desk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The change of one record.
 *
 * @param before the state of the record before the command
 * @param after its state after the command
 */
public record Effect(@JsonUnwrapped Subject subject, String before, String after) {

    /**
     * The record that changes.
     *
     * @param record its kind, such as {@code billing-item}
     */
    public record Subject(String record, String id) {

        public Effect change(String before, String after) {
            return new Effect(this, before, after);
        }
    }

    /** Names the record that changes: {@code Effect.of("service", id).change("SCHEDULED", "CANCELED")}. */
    public static Subject of(String record, String id) {
        return new Subject(record, id);
    }
}
