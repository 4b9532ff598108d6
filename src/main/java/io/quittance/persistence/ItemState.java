package io.quittance.persistence;

/** The states of a billing item. One that is scheduled to end is ACTIVE until its effective moment. */
public enum ItemState {
    ACTIVE,
    CANCELED
}
