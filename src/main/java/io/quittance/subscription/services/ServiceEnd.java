package io.quittance.subscription.services;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.persistence.BillingTerm.PenaltyKind;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The end of one service. Its minimum term and the day from which it may be canceled are two dates, and so are the end
 * of the service and the end of its billing.
 *
 * @param endsOn first day on which it is not provided
 * @param billingEndsOn first day not billed
 * @param penalty the fee for leaving during the minimum term; absent after it
 */
public record ServiceEnd(
        String serviceId,
        Outcome outcome,
        LocalDate endsOn,
        LocalDate billingEndsOn,
        @JsonUnwrapped Binding binding,
        @Nullable PenaltyLine penalty) {

    /**
     * The minimum term of a service at the moment of its end.
     *
     * @param boundUntil first day after the minimum term and all its extensions; null without a billing term
     * @param cancelableFrom first day on which the service may be canceled; null without a billing term
     * @param extendedBecause the causes of the extensions, in their order
     */
    public record Binding(
            @Nullable LocalDate boundUntil, @Nullable LocalDate cancelableFrom, List<String> extendedBecause) {}

    /** The states of a service that has ended. */
    public enum Outcome {
        CANCELED,
        /** It ends in the cooling-off period: everything that was billed for it is refunded, and nothing is owed. */
        REGRETTED
    }

    /** Why a penalty is not charged as it was computed. */
    public enum Forgiveness {
        /** It ends in the days to regret it. */
        REGRETTED,
        /** The kind of reason leaves nothing to be owed. */
        BY_CAUSE,
        /** A billing admin has waived it. */
        WAIVED,
        /** A lower fee was agreed when the end was requested. */
        AS_AGREED
    }

    /**
     * The penalty for leaving a binding early.
     *
     * @param forgiven why less is charged than was computed; absent if it is charged in full
     * @param waivedBecause the billing admin's reason, if the penalty is waived
     */
    public record PenaltyLine(
            @JsonUnwrapped Basis basis,
            @JsonUnwrapped Charge charge,
            @Nullable Forgiveness forgiven,
            @Nullable String waivedBecause) {

        /**
         * The computation of a penalty.
         *
         * @param termId the active billing term
         * @param monthsLeft months left of the minimum term; one that has begun counts
         * @param restOfBinding the price of the rest of the minimum term; no penalty is higher
         */
        public record Basis(String termId, PenaltyKind kind, int monthsLeft, Money restOfBinding, Money computed) {}

        /**
         * The penalty that is charged: {@code charged = setOff + owed}.
         *
         * @param setOff the part that is deducted from the refund
         * @param owed the rest; the billing system invoices it
         */
        public record Charge(Money charged, Money setOff, Money owed) {

            static Charge owed(Money charged) {
                return new Charge(charged, charged.minus(charged), charged);
            }

            private Charge setOff(Money kept) {
                return new Charge(charged, kept, charged.minus(kept));
            }
        }

        /** The penalty with an amount that is deducted from the refund. */
        PenaltyLine setOff(Money kept) {
            return new PenaltyLine(basis, charge.setOff(kept), forgiven, waivedBecause);
        }
    }

    /** The fee, in minor units. */
    long chargedMinor() {
        return penalty == null ? 0 : penalty.charge().charged().getAmountMinorLong();
    }

    boolean isRegretted() {
        return outcome == Outcome.REGRETTED;
    }

    ServiceEnd setOff(Money kept) {
        return penalty == null
                ? this
                : new ServiceEnd(serviceId, outcome, endsOn, billingEndsOn, binding, penalty.setOff(kept));
    }
}
