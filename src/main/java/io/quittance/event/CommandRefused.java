package io.quittance.event;

/** A command was refused for a business reason; the same key always returns the same answer. */
public record CommandRefused(String key, String function, String reason, String detail) implements Event {
    @Override
    public String type() {
        return "command.refused";
    }

    @Override
    public String subject() {
        return key;
    }
}
