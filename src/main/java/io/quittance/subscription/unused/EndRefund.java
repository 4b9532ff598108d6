package io.quittance.subscription.unused;

import io.quittance.refund.payout.Consequences;
import io.quittance.refund.payout.Payout;
import io.quittance.refund.payout.RefundMode;
import org.jspecify.annotations.Nullable;

/**
 * The refund of an end.
 *
 * @param payout the refunds it is paid by
 * @param consequences what the reason requires by law; absent if it requires nothing
 */
public record EndRefund(
        RefundMode refundMode, Payout payout, @Nullable Consequences consequences) {}
