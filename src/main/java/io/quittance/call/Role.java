package io.quittance.call;

import java.util.Arrays;
import java.util.Optional;

/** The roles of callers, as the token's {@code groups} name them. */
public enum Role {
    /** A customer of the tenant: sees and ends what belongs to the account of the token. */
    CUSTOMER("customer"),
    /** A support agent. */
    AGENT("agent"),
    /** A member of the billing team. */
    BILLING_ADMIN("billing-admin"),
    /** Another system, a schedule or a queue. */
    SYSTEM("system"),
    /** A caller without a token who has filled in a form on a public page. No token can name this role. */
    ANONYMOUS("anonymous");

    private final String group;

    Role(String group) {
        this.group = group;
    }

    /** The name in tokens, answers and the audit. */
    public String group() {
        return group;
    }

    /** The role that a token's group names. */
    public static Optional<Role> of(String group) {
        return Arrays.stream(values())
                .filter(role -> role != ANONYMOUS && role.group.equals(group))
                .findFirst();
    }
}
