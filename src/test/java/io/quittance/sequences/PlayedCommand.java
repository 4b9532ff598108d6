package io.quittance.sequences;

import static io.quittance.call.RefusalReason.NOT_ALLOWED;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.call.RefusalReason;
import io.quittance.call.Role;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One command as it will be sent, and what the model expects of it.
 *
 * @param body text that begins with {@code @} stands for the id of what the model knows by that name
 * @param may the roles that may send it
 * @param preview the function that shows its plan, if there is one
 * @param decision what it does, or what stands in its way
 * @param formality what its terms or else its reason lack; a preview asks for the reason only, where it has one
 */
record PlayedCommand(
        String function,
        Person by,
        ObjectNode body,
        Set<Role> may,
        @Nullable String preview,
        Decision decision,
        @Nullable RefusalReason formality) {

    static final Set<Role> EVERYBODY = EnumSet.allOf(Role.class);
    static final Set<Role> STAFF = EnumSet.of(Role.AGENT, Role.BILLING_ADMIN, Role.SYSTEM);
    static final Set<Role> ADMIN_OR_SYSTEM = EnumSet.of(Role.BILLING_ADMIN, Role.SYSTEM);
    static final Set<Role> ADMIN = EnumSet.of(Role.BILLING_ADMIN);

    PlayedCommand(String function, Person by, ObjectNode body, Set<Role> may, Decision decision) {
        this(function, by, body, may, null, decision, null);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What the plan of it expects, whatever is formally missing. */
    Runnable planned() {
        Objection.when(!may.contains(by.role()), NOT_ALLOWED);
        return decision.decide();
    }

    /** What its preview expects: the reason is checked there too. */
    void previewed() {
        planned();
        RefusalReason lack = Moves.lackOf(body.path("reason"), by);
        if (lack != null) {
            throw new Objection(lack);
        }
    }

    /** What sending it expects. */
    Runnable expected() {
        Runnable planned = planned();
        if (formality != null) {
            throw new Objection(formality);
        }
        return planned;
    }

    @Override
    public String toString() {
        return function + " by " + by.subject() + " " + body;
    }
}
