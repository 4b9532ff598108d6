package io.quittance.subscription.services;

import io.quittance.persistence.BillingTerm.PenaltyKind;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * How one service ends. Its binding and the day from which on it may be canceled are two dates, and so are the end of the
 * service and the end of its billing.
 *
 * @param endsOn first day on which it is not provided
 * @param billingEndsOn first day not billed
 * @param boundUntil first day on which it would not have been bound any more, after all extensions
 * @param cancelableFrom first day on which it may be canceled
 * @param extendedBecause why its binding was made longer, in the order of the extensions
 * @param penalty for leaving its binding early; absent where it was not bound any more
 */
public record ServiceEnd(
        String serviceId,
        Outcome outcome,
        LocalDate endsOn,
        LocalDate billingEndsOn,
        @Nullable LocalDate boundUntil,
        @Nullable LocalDate cancelableFrom,
        List<String> extendedBecause,
        @Nullable PenaltyLine penalty) {

    /** What a service that has ended is called. */
    public enum Outcome {
        CANCELED,
        /** It ends in the days to regret it: all that was billed for it is given back, and nothing is owed. */
        REGRETTED
    }

    /** Why a penalty is not charged as it was computed. */
    public enum Forgiven {
        /** It ends in the days to regret it. */
        REGRETTED,
        /** The kind of reason leaves nothing to be owed. */
        BY_CAUSE,
        /** A billing admin has waived it. */
        WAIVED,
        /** Less was agreed when the end was asked for. */
        AS_AGREED
    }

    /**
     * The penalty for leaving a binding early.
     *
     * @param termId of the definition that is active
     * @param monthsLeft of the binding; one that has begun counts
     * @param restOfBinding what its rest would have cost; no penalty passes it
     * @param charged what is owed
     * @param setOff what of that is kept of the refund
     * @param owed the rest; the billing system asks for it
     * @param forgiven why less is charged than was computed; absent where it is not
     * @param waivedBecause the reason of whoever waived it
     */
    public record PenaltyLine(
            String termId,
            PenaltyKind kind,
            int monthsLeft,
            Money restOfBinding,
            Money computed,
            Money charged,
            Money setOff,
            Money owed,
            @Nullable Forgiven forgiven,
            @Nullable String waivedBecause) {

        /** The same, of which so much is kept of the refund. */
        PenaltyLine setOff(Money kept) {
            return new PenaltyLine(
                    termId,
                    kind,
                    monthsLeft,
                    restOfBinding,
                    computed,
                    charged,
                    kept,
                    charged.minus(kept),
                    forgiven,
                    waivedBecause);
        }
    }

    /** What is owed for it, in minor units. */
    long chargedMinor() {
        return penalty == null ? 0 : penalty.charged().getAmountMinorLong();
    }

    boolean isRegretted() {
        return outcome == Outcome.REGRETTED;
    }

    ServiceEnd setOff(Money kept) {
        return penalty == null
                ? this
                : new ServiceEnd(
                        serviceId,
                        outcome,
                        endsOn,
                        billingEndsOn,
                        boundUntil,
                        cancelableFrom,
                        extendedBecause,
                        penalty.setOff(kept));
    }
}
