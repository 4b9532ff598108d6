package io.quittance.sequences;

import io.quittance.call.RefusalReason;
import io.quittance.call.Role;
import org.jspecify.annotations.Nullable;

/** Somebody who calls. */
record Person(String subject, Role role, @Nullable Customer customer) {

    static final Person AGENT = new Person("agent", Role.AGENT, null);
    static final Person ADMIN = new Person("admin", Role.BILLING_ADMIN, null);
    static final Person SECOND_ADMIN = new Person("second-admin", Role.BILLING_ADMIN, null);
    static final Person SYSTEM = new Person("system", Role.SYSTEM, null);

    static Person customer(Customer of) {
        return new Person("customer", Role.CUSTOMER, of);
    }

    boolean isCustomer() {
        return role == Role.CUSTOMER;
    }

    /** What belongs to another customer does not exist for this one. */
    void mustSee(Customer owner, RefusalReason unknown) {
        Objection.when(customer != null && customer != owner, unknown);
    }
}
