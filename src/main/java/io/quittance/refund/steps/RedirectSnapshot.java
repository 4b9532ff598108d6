package io.quittance.refund.steps;

import static java.util.stream.Collectors.toMap;

import io.quittance.desk.AccountLocks;
import io.quittance.persistence.Payment;
import io.quittance.persistence.Refund;
import io.quittance.refund.steps.RedirectRefund.NewRoute;
import io.quittance.refund.steps.RedirectRefund.RedirectRefundRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A refund that is to go another way, and the payments that are named for it.
 *
 * @param payments those of the account, by id
 * @param routedMinor the amount that refunds return by each of these payments, whichever payment it was taken from, in
 *     minor units
 */
record RedirectSnapshot(RefundStepSnapshot step, Map<String, Payment> payments, Map<String, Long> routedMinor) {

    static RedirectSnapshot load(RedirectRefundRequest request, AccountLocks locks) {
        RefundStepSnapshot step = RefundStepSnapshot.load(request.refundId(), locks);
        List<String> named = request.destinations().stream()
                .map(NewRoute::paymentId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new RedirectSnapshot(
                step,
                Payment.<Payment>list(
                                "accountId = ?1 and id in ?2", step.money().account().id, named)
                        .stream()
                        .collect(toMap(payment -> payment.id, Function.identity())),
                Refund.routedMinor(named));
    }
}
