package io.quittance.sequences;

/** Money that has come in, as it should stand. */
final class ExpectedPayment {

    final String id;
    final Customer customer;
    final long amount;

    /** What no line has taken, and what of that has gone back. */
    long unallocated;

    long unallocatedReturned;

    ExpectedPayment(String id, Customer customer, long amount) {
        this.id = id;
        this.customer = customer;
        this.amount = amount;
        this.unallocated = amount;
    }

    long unallocatedHeld() {
        return unallocated - unallocatedReturned;
    }

    @Override
    public String toString() {
        return id;
    }
}
