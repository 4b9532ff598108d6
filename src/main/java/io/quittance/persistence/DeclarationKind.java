package io.quittance.persistence;

/** The kinds of declarations. */
public enum DeclarationKind {
    /** The end of a contract, as the contract allows it. */
    ORDINARY("ordinary cancellation"),
    /** Its end for a reason that lets nobody be held to it. */
    EXTRAORDINARY("extraordinary cancellation"),
    /** The withdrawal from it, as the law allows. */
    WITHDRAWAL("withdrawal");

    private final String words;

    DeclarationKind(String words) {
        this.words = words;
    }

    /** As it is called on a receipt. */
    public String words() {
        return words;
    }
}
