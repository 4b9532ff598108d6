package io.quittance.persistence;

/** When a cancellation takes effect: as soon as it is asked for, or at the start of the next period. */
public enum Timing {
    IMMEDIATE,
    ANNIVERSARY
}
