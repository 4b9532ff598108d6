package io.quittance.refund.steps;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Command;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.desk.Json;
import io.quittance.desk.Reason;
import io.quittance.desk.ReasonedRequest;
import io.quittance.event.RefundRedirected;
import io.quittance.persistence.CreditEntry;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundStep;
import io.quittance.persistence.RefundStep.ProviderAnswer;
import io.quittance.refund.RefundView;
import io.quittance.refund.payout.Consent;
import io.quittance.refund.payout.RefundBooking;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Lets a refund that has failed go another way, once: outside, by another payment, as available credit, or by several.
 *
 * <p>Locks the account. The customer gets the same amount, less the same fee; new refunds take the place of the failed one
 * and keep the last day on which the law lets them be paid. A refund of an end that was canceled can be redirected too, as
 * long as the credit that it became is unspent. If the law requires the refund, the customer must have agreed. Refuses by
 * {@link RedirectRules}.
 *
 * <p>Publishes refund.redirected, and refund.pending or refund.succeeded for each new refund.
 *
 * <p>Roles: agent, billing admin, system.
 */
public class RedirectRefund {

    private final Desk desk;
    private final Json json;

    RedirectRefund(Desk desk, Json json) {
        this.desk = desk;
        this.json = json;
    }

    @Funq("redirect-refund")
    @Command
    @Roles({AGENT, BILLING_ADMIN, SYSTEM})
    public RedirectReceipt redirect(RedirectRefundRequest request) {
        return desk.carryOut(request, RedirectSnapshot::load, RedirectPlan::of, this::apply);
    }

    private RedirectReceipt apply(
            RedirectRefundRequest request, RedirectPlan plan, RedirectSnapshot opened, Journal journal) {
        Refund refund = opened.step().refund();
        Reason reason = journal.reason();
        refund.redirect();
        RefundStepExecution.add(
                RefundStep.Kind.REDIRECTED,
                new ProviderAnswer(null, Consent.noted(request.consent()), null, json.toJson(reason)),
                opened.step(),
                journal);
        Refund.flush();
        if (plan.reversedCredit().isPositive()) {
            CreditEntry.reversed(refund, plan.reversedCredit().getAmountMinorLong(), journal.at())
                    .persist();
        }
        RefundStepExecution.reverse(plan.lines(), refund.ofCreditNoteId(), opened.step(), journal);
        List<Refund> replacing = RefundBooking.book(
                plan.payout(),
                RefundStepExecution.credits(plan.lines(), refund.cancellationId(), journal),
                new Refund.Occasion(
                        refund.accountId(),
                        refund.cancellationId(),
                        refund.ofCreditNoteId(),
                        false,
                        json.toJson(reason),
                        journal.by().subject(),
                        refund.dueBy(),
                        refund.id()),
                journal);
        journal.publish(new RefundRedirected(
                refund.id(),
                refund.accountId(),
                refund.paidOut(),
                replacing.stream().map(Refund::id).toList()));
        List<RefundView> views = RefundView.of(
                Stream.concat(Stream.of(refund), replacing.stream()).toList(), json);
        return new RedirectReceipt(
                views.get(0),
                views.subList(1, views.size()),
                opened.step().money().policy().contactLine);
    }

    /**
     * Names a refund that has failed, and where its money goes instead.
     *
     * @param destinations they add up to what the customer was to get, {@code paidOut}
     * @param consent required if the law requires the refund
     */
    public record RedirectRefundRequest(
            @NotBlank @Size(max = 64) String refundId,

            @NotNull @Size(min = 1, max = 10) List<@NotNull @Valid NewRoute> destinations,

            @Nullable @Valid Consent consent,

            @NotNull @Valid Reason reason)
            implements ReasonedRequest {}

    /**
     * One of the new destinations.
     *
     * @param destination OFFLINE, ORIGINAL_PAYMENT or AVAILABLE_CREDITS
     * @param paymentId another payment of the account, by which ORIGINAL_PAYMENT returns the money
     * @param amount without the fee
     */
    public record NewRoute(
            @NotNull RefundDestination destination,
            @Nullable @Size(max = 64) String paymentId,
            @NotNull Money amount) {}

    /**
     * The result of a redirected refund.
     *
     * @param replacedBy the refunds that take its place, one per destination
     * @param contactLine the contact for questions about a bill
     */
    public record RedirectReceipt(RefundView refund, List<RefundView> replacedBy, String contactLine) {}
}
