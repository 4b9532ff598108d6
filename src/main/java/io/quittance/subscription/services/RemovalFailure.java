package io.quittance.subscription.services;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An obstacle to the end of services; all of them are returned at once.
 *
 * @param id the service or installed item; absent if it concerns all
 * @param conditionId the removal condition, definition or billing term that it follows from
 * @param earliestAllowedDate first day without this obstacle; absent if no day helps
 */
public record RemovalFailure(
        Code code,
        @Nullable String id,
        @Nullable String conditionId,
        String detail,
        @Nullable LocalDate earliestAllowedDate) {

    /** The kinds of obstacles, in the order in which they are returned. */
    public enum Code {
        /** The receivable of the account is not active. */
        RECEIVABLE_NOT_ACTIVE,
        /** The definition of the subscription lets no service go while it goes on. */
        DEFINITION_KEEPS_SERVICES,
        /** Fewer services would stay than the definition asks for. */
        DEFINITION_NEEDS_MORE_SERVICES,
        /** No service of a mandatory class would stay. */
        DEFINITION_NEEDS_CLASS,
        /** Services of the class are not removed by themselves: in general, or of this distributor. */
        SERVICE_RESTRICTED,
        /** A service that stays needs one of the class. */
        SERVICE_NEEDED,
        /** An installed item of the service cannot be removed alone. */
        INSTALLED_ITEM_RESTRICTED,
        /** An installed item that stays needs one of the class. */
        INSTALLED_ITEM_NEEDED,
        /** The service is in none of the five states of its life. */
        SERVICE_NOT_PROVIDED,
        /** Its term does not let it go in its binding. */
        BOUND,
        /** Its allowed day has not come. */
        NOT_CANCELABLE_YET,
        /** Its term asks for more notice. */
        NOTICE_TOO_SHORT,
        /** Its term lets it go only where a period starts. */
        NOT_A_PERIOD_END,
        /** Its term lets it go only where nothing is billed any more. */
        BILLED,
        /** The day is billed, no refund is allowed, and nobody has said that the money is given up. */
        BILLED_WITHOUT_REFUND
    }

    /** Returns true if both describe the same obstacle of the same record; only the moment may differ. */
    public boolean isTheSameAs(RemovalFailure other) {
        return code == other.code && Objects.equals(id, other.id) && Objects.equals(conditionId, other.conditionId);
    }

    public static RemovalFailure of(Code code, @Nullable String id, @Nullable String conditionId, String detail) {
        return new RemovalFailure(code, id, conditionId, detail, null);
    }
}
