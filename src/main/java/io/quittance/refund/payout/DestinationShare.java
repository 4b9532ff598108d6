package io.quittance.refund.payout;

import io.quittance.persistence.RefundDestination;
import jakarta.validation.constraints.NotNull;
import org.joda.money.Money;

/**
 * The share of one destination.
 *
 * @param amount with its share of the fee
 */
public record DestinationShare(
        @NotNull RefundDestination destination, @NotNull Money amount) {}
