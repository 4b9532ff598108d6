package io.quittance.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A command was refused for a business reason; the same key always returns the same answer. */
public record CommandRefused(
        String key, String function, @JsonUnwrapped Cause cause) implements Event {

    /**
     * The problem document's reason and detail.
     *
     * @param detail a sentence
     */
    public record Cause(String reason, String detail) {}

    @Override
    public String type() {
        return "command.refused";
    }

    @Override
    public String subject() {
        return key;
    }
}
