package io.quittance.subscription.agreement;

import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.persistence.Policy;
import io.quittance.persistence.ReasonCategory;
import io.quittance.persistence.Subscription;
import io.quittance.refund.payout.Consent;
import io.quittance.refund.payout.Consequences;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a reason may be given from which something follows. The staff looks at the case; a customer's word alone
 * is taken where the calendar bears it out.
 */
public final class CauseRule {

    private CauseRule() {}

    /**
     * Refuses a customer's reason that a person has to check. The first days are over on a later requested day:
     * otherwise everything used until then would be refunded too.
     */
    public static void mayGive(
            ReasonCategory category,
            EndDateRequest request,
            Subscription subscription,
            Policy policy,
            CallContext asked,
            LocalDate today) {
        int firstDays =
                switch (category) {
                    case WITHDRAWAL -> policy.withdrawalDays;
                    case COOLING_OFF -> policy.coolingOffDays;
                    default -> 0;
                };
        boolean isEarly = firstDays > 0 && !today.isAfter(subscription.startsOn.plusDays(firstDays));
        if (!isEarly || request.timing() != EndTiming.IMMEDIATE) {
            mustNeedNobody(category, asked);
        }
    }

    /** Refuses to let customers give a reason from which something follows. */
    public static void mustNeedNobody(ReasonCategory category, CallContext asked) {
        if (asked.by().role() == Role.CUSTOMER && category != ReasonCategory.ORDINARY) {
            throw Refusal.of(SELF_SERVICE_NOT_ALLOWED, "Staff must check the reason %s first.", category);
        }
    }

    /**
     * Refuses a day of receipt next to that of a declaration; one from a customer, since a customer's command is
     * received when it is sent; and days in the future.
     */
    public static void mustBeOnRecord(
            @Nullable LocalDate receivedOn,
            @Nullable MatchedDeclaration declared,
            @Nullable Consent consent,
            CallContext asked,
            LocalDate today) {
        if (receivedOn != null && declared != null) {
            throw Refusal.invalid(List.of(new InputError("/receivedOn", "must be omitted if a declaration is named")));
        }
        if (receivedOn != null && asked.by().role() == Role.CUSTOMER) {
            throw Refusal.invalid(List.of(new InputError("/receivedOn", "must be omitted by customers")));
        }
        Consequences.mustHaveBeen(receivedOn, consent, "/refund/consent", today);
    }
}
