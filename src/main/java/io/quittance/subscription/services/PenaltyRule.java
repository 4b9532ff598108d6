package io.quittance.subscription.services;

import static io.quittance.call.RefusalReason.PENALTY_WAIVER_NOT_ALLOWED;

import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingTerm;
import io.quittance.persistence.Service;
import io.quittance.settlement.EarlyTerminationFee;
import io.quittance.settlement.EarlyTerminationFee.Band;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.services.ServiceEnd.Forgiveness;
import io.quittance.subscription.services.ServiceEnd.PenaltyLine;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes the fee for leaving a service during its minimum term, by the active definition. It is never more than the
 * price of the rest of the minimum term, nor, on the day of a scheduled end, than was agreed when it was requested.
 */
public final class PenaltyRule {

    private final SubscriptionServices found;
    private final Agreement agreed;

    public PenaltyRule(SubscriptionServices found, Agreement agreed) {
        this.found = found;
        this.agreed = agreed;
    }

    /** Only a billing admin may say that nothing is owed. */
    public static void mayWaive(Agreement agreed, Role role) {
        if (agreed.penaltyWaiver() != null && role != Role.BILLING_ADMIN) {
            throw Refusal.of(PENALTY_WAIVER_NOT_ALLOWED, "The role %s cannot waive a penalty.", role.group());
        }
    }

    /**
     * The penalty of a service.
     *
     * @param endsOn first day not provided
     * @param billingEndsOn first day not billed, from which on the rest of the binding counts
     * @return null where it is not bound, or its definition asks for none
     */
    @Nullable
    public PenaltyLine of(Service service, LocalDate endsOn, LocalDate billingEndsOn) {
        BillingTerm term = found.termOf(service).orElse(null);
        LocalDate boundUntil = found.boundUntil(service);
        if (term == null
                || term.penalty == BillingTerm.PenaltyKind.NONE
                || boundUntil == null
                || !billingEndsOn.isBefore(boundUntil)) {
            return null;
        }
        var leaving = new EarlyTerminationFee(
                billingEndsOn,
                boundUntil,
                Objects.requireNonNullElse(service.priceMinor, 0L),
                found.subscription().periods());
        long computed = computed(term, leaving);
        Forgiveness forgiven = forgiven(service, endsOn, computed);
        long charged = forgiven == null ? computed : forgiven == Forgiveness.AS_AGREED ? agreedFor(service) : 0;
        Account account = found.account();
        return new PenaltyLine(
                new PenaltyLine.Basis(
                        term.id,
                        term.penalty,
                        leaving.monthsLeft(),
                        account.money(leaving.restMinor()),
                        account.money(computed)),
                PenaltyLine.Charge.owed(account.money(charged)),
                forgiven,
                forgiven == Forgiveness.WAIVED ? agreed.penaltyWaiver() : null);
    }

    private static long computed(BillingTerm term, EarlyTerminationFee leaving) {
        return switch (term.penalty) {
            case NONE -> 0;
            case FIXED -> leaving.fixed(Objects.requireNonNull(term.penaltyMinor));
            case PERCENT_OF_REST -> leaving.percentOfRest(Objects.requireNonNull(term.penaltyPercent));
            case MONTHS_LEFT -> leaving.perMonthLeft(Objects.requireNonNull(term.penaltyMinor));
            case REDUCING -> leaving.reducing(bands(term));
        };
    }

    private static List<Band> bands(BillingTerm term) {
        return IntStream.range(0, term.bandMonths.size())
                .mapToObj(i -> new Band(term.bandMonths.get(i), term.bandMinor.get(i)))
                .toList();
    }

    private @Nullable Forgiveness forgiven(Service service, LocalDate endsOn, long computed) {
        if (found.isRegretted(service, endsOn)) {
            return Forgiveness.REGRETTED;
        }
        if (agreed.cause().isWithoutPenalty()) {
            return Forgiveness.BY_CAUSE;
        }
        if (agreed.penaltyWaiver() != null) {
            return Forgiveness.WAIVED;
        }
        return agreed.penalties() != null && agreedFor(service) < computed ? Forgiveness.AS_AGREED : null;
    }

    /** The agreed fee; zero for a service that was added later, since nobody asked to leave it. */
    private long agreedFor(Service service) {
        return Objects.requireNonNullElse(agreed.penalties(), Map.<String, Long>of())
                .getOrDefault(service.id, 0L);
    }
}
