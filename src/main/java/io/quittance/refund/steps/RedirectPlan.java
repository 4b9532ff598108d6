package io.quittance.refund.steps;

import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.Account;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundPart;
import io.quittance.persistence.RefundState;
import io.quittance.refund.payout.Consequences;
import io.quittance.refund.payout.Payout;
import io.quittance.refund.payout.Payout.Part;
import io.quittance.refund.payout.Payout.RefundRoute;
import io.quittance.refund.steps.RedirectRefund.NewRoute;
import io.quittance.refund.steps.RefundStepPlan.FreeAgain;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.joda.money.Money;

/**
 * The plan of a refund that goes another way; all amounts in its currency.
 *
 * @param reversedCredit the available credit that it had become when it was canceled
 * @param lines what it refunds of each line, which the new routes refund instead
 * @param payout the new routes; together they pay what the refund was to pay, with the same fee
 */
record RedirectPlan(
        String refundId,
        String accountId,
        RefundState before,
        Money reversedCredit,
        List<FreeAgain> lines,
        Payout payout,
        List<Effect> effects)
        implements Plan {

    /** Plans it, or refuses it. */
    static RedirectPlan of(RedirectRefund.RedirectRefundRequest request, RedirectSnapshot opened, CallContext asked) {
        Refund refund = opened.step().refund();
        Account account = opened.step().money().account();
        RedirectRules.mustBeRoutes(request, refund, account);
        RedirectRules.mustBePayments(request, opened);
        RedirectRules.mustBeRedirectable(opened.step());
        RefundStepRules.mustNotHaveGoneBack(opened.step());
        RefundStepRules.mustNotBeDisputed(opened.step(), null);
        Consequences.mustHaveBeen(null, request.consent(), "/consent", account.dayOf(asked.at()));
        RedirectRules.mustBeAgreedTo(refund, request);
        RedirectRules.mustTakeIt(request, opened);
        RedirectRules.mustAddUp(request, refund, account);
        boolean becameCredit = refund.state() == RefundState.CANCELED;
        return new RedirectPlan(
                refund.id(),
                account.id,
                refund.state(),
                account.money(becameCredit ? refund.paidOutMinor() : 0),
                opened.step().lines().stream()
                        .map(PaidLine::line)
                        .map(line -> RefundStepPlan.free(line, opened.step().ofLine(line.id), account))
                        .toList(),
                payout(request, opened.step()),
                List.of(Effect.of("refund", refund.id()).change(refund.state().name(), RefundState.REDIRECTED.name())));
    }

    private static Payout payout(RedirectRefund.RedirectRefundRequest request, RefundStepSnapshot opened) {
        Refund refund = opened.refund();
        Account account = opened.money().account();
        var left = new ArrayDeque<RefundPart>(opened.requested().toList());
        var routes = new ArrayList<RefundRoute>();
        for (NewRoute route : request.destinations()) {
            // The first route carries the fee, which was deducted when the refund was requested.
            Money fee = account.money(routes.isEmpty() ? refund.feeMinor() : 0);
            routes.add(new RefundRoute(
                    route.destination(),
                    route.paymentId(),
                    null,
                    route.amount().plus(fee),
                    fee,
                    route.amount(),
                    take(route.amount().plus(fee).getAmountMinorLong(), left, account)));
        }
        Money credits = routes.stream()
                .filter(route -> route.destination() == RefundDestination.AVAILABLE_CREDITS)
                .map(RefundRoute::paidOut)
                .reduce(account.money(0), Money::plus);
        return new Payout(
                account.money(refund.amountMinor()),
                new Payout.Deductions(account.money(refund.feeMinor()), account.money(0)),
                account.money(refund.paidOutMinor()),
                List.copyOf(routes),
                List.of(),
                credits,
                null,
                null);
    }

    /** Takes the next parts up to an amount in minor units, and divides the last one. */
    private static List<Part> take(long minor, Deque<RefundPart> left, Account account) {
        var parts = new ArrayList<Part>();
        long open = minor;
        while (open > 0) {
            RefundPart next = left.remove();
            long taken = Math.min(open, next.amountMinor);
            parts.add(new Part(next.paymentId, next.lineId, account.money(taken)));
            if (taken < next.amountMinor) {
                left.addFirst(next.rest(next.amountMinor - taken));
            }
            open -= taken;
        }
        return List.copyOf(parts);
    }
}
