package io.quittance.sequences;

/** What the model expects of a command: it is refused by a {@link Objection}, or changes the world. */
interface Decision {

    /** Decides without changing anything; what it answers changes the world. */
    Runnable decide();

    /** Nothing changes. */
    Runnable NOTHING = () -> {};
}
