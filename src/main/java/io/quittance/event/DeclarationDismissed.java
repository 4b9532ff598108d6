package io.quittance.event;

/** Nothing follows from a declaration. */
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
