package io.quittance.event;

/** A declaration was dismissed: nothing follows from it. */
public record DeclarationDismissed(String declarationId) implements Event {
    @Override
    public String type() {
        return "declaration.dismissed";
    }

    @Override
    public String subject() {
        return declarationId;
    }
}
