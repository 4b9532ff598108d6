package io.quittance.subscription.services;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.persistence.Account;
import io.quittance.subscription.unused.EndSettlement;
import io.quittance.subscription.unused.LineOutcome;
import java.util.Collection;
import java.util.List;
import org.joda.money.Money;

/**
 * The amounts of an end, in the account's currency and with tax: {@code invoiced = kept + creditedBefore + credited}.
 *
 * @param invoiced the total of the lines
 * @param kept the part of it that stays invoiced
 * @param creditedBefore the part of it that earlier credits took
 * @param credits the part of it that this end credits
 * @param penalties the early termination fees
 */
public record EndAmounts(
        Money invoiced,
        Money kept,
        Money creditedBefore,
        @JsonUnwrapped Credits credits,
        @JsonUnwrapped Penalties penalties) {

    /**
     * The credits of an end.
     *
     * @param credited the total of the lines' credits
     * @param offset the part of it that was never paid and is no longer owed
     */
    public record Credits(Money credited, Money offset) {

        public static Credits of(EndSettlement settlement) {
            return new Credits(settlement.sum(LineOutcome::creditTotal), settlement.sum(LineOutcome::offset));
        }
    }

    /**
     * The early termination fees of an end.
     *
     * @param penalty the total
     * @param penaltyOwed the part of it that is not deducted from a refund; the billing system invoices it
     */
    public record Penalties(Money penalty, Money penaltyOwed) {

        public static Penalties of(Collection<ServiceCascade> cascades, Account account) {
            return new Penalties(
                    account.money(cascades.stream()
                            .mapToLong(ServiceCascade::penaltyMinor)
                            .sum()),
                    account.money(cascades.stream()
                            .mapToLong(ServiceCascade::owedMinor)
                            .sum()));
        }
    }

    public static EndAmounts of(EndSettlement settlement, ServiceCascade cascade) {
        return new EndAmounts(
                settlement.sum(LineOutcome::invoiced),
                settlement.sum(LineOutcome::kept),
                settlement.sum(LineOutcome::creditedBefore),
                Credits.of(settlement),
                Penalties.of(List.of(cascade), settlement.money().account()));
    }
}
