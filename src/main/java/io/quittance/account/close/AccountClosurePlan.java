package io.quittance.account.close;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.account.close.OwedInvoice.Outcome;
import io.quittance.billingitem.item.BillingItemCancellationPlan;
import io.quittance.billingitem.request.AccountRequestsSnapshot;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.desk.Warning;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingState;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Policy;
import io.quittance.refund.payout.Payout;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.agreement.CauseRule;
import io.quittance.subscription.termination.AccountTerminationPlan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The plan for the closure of an account, all at once. Amounts are in the account's currency and include tax unless
 * they are called net.
 *
 * @param billings the billings that will not be collected
 * @param terminations of all subscriptions that have not ended
 * @param billingItems one per item without a parent, with its children
 * @param cancellationRequests the open requests, which end with their items
 * @param supersedes the ids of scheduled cancellations that the closure supersedes
 */
public record AccountClosurePlan(
        String accountId,
        @JsonUnwrapped Dates dates,
        @JsonUnwrapped Organisation organisation,
        List<CanceledBilling> billings,
        AccountTerminationPlan terminations,
        List<BillingItemCancellationPlan> billingItems,
        List<AccountRequestsSnapshot.RequestEnd> cancellationRequests,
        @JsonUnwrapped Debts debts,
        List<String> supersedes,
        List<Warning> warnings,
        List<Effect> effects)
        implements Plan {

    /**
     * The days of a closure.
     *
     * @param effectiveOn first day not used
     * @param lastDayUsed the day before {@code effectiveOn}
     * @param retainUntil first day on which the data of the account need no longer be kept
     */
    public record Dates(LocalDate effectiveOn, LocalDate lastDayUsed, LocalDate retainUntil) {

        private static Dates of(LocalDate effectiveOn, Policy policy) {
            return new Dates(effectiveOn, effectiveOn.minusDays(1), effectiveOn.plusDays(policy.retentionDays));
        }
    }

    /**
     * The changes of the organisation.
     *
     * @param licenses the number of licenses that the account gives up
     * @param updates the names of the fields of the organisation and its contact that change, without their values
     */
    public record Organisation(int licenses, List<String> updates, boolean optOutOfEmails) {}

    /**
     * The invoices that are still open when everything else is settled.
     *
     * @param openInvoices the request's choice for them
     * @param outstanding their sum
     * @param writtenOff the part of it that is written off
     */
    public record Debts(OpenInvoices openInvoices, List<OwedInvoice> invoices, Money outstanding, Money writtenOff) {

        private static Debts of(OpenInvoices choice, List<OwedInvoice> invoices, Account account) {
            return new Debts(
                    choice, invoices, sum(invoices, account), sum(with(Outcome.WRITTEN_OFF, invoices), account));
        }
    }

    /**
     * A billing that will not be collected.
     *
     * @param state before
     */
    public record CanceledBilling(String billingId, BillingState state, LocalDate plannedOn, Money amount) {}

    /** Plans a closure, or refuses it. */
    static AccountClosurePlan of(CloseAccountRequest request, AccountClosureSnapshot found, CallContext asked) {
        Account account = found.account();
        Policy policy = found.money().policy();
        LocalDate today = account.dayOf(asked.at());
        Agreement agreed = request.agreement(found, asked);
        CauseRule.mustBeOnRecord(
                request.receivedOn(), found.declared(), request.choice().consent(), asked, today);
        AccountClosureRules.mayAsk(account, policy, asked);
        CauseRule.mustNeedNobody(agreed.cause(), asked);
        AccountClosureRules.mustBeOpen(account, found.form());
        LocalDate effectiveOn = policy.firstDayNotUsed(today);
        AccountClosureRules.mustNotBeBlocked(
                found.blockers(), AccountTerminationPlan.failures(found.subscriptions(), effectiveOn, agreed, asked));
        AccountClosureRules.mayChoose(request.openInvoices(), asked);

        var terminations = AccountTerminationPlan.of(found.subscriptions(), effectiveOn, agreed, asked);
        List<OwedInvoice> invoices = OwedInvoice.of(found, terminations.lines(), request.openInvoices());
        List<BillingItemCancellationPlan> items = BillingItemCancellationPlan.withAccount(
                found.items(), effectiveOn, asked, outstanding(terminations, invoices));
        List<AccountRequestsSnapshot.RequestEnd> requests = found.requests().endings(asked.at());
        List<CanceledBilling> billings = found.billings().stream()
                .map(billing -> new CanceledBilling(
                        billing.id, billing.state(), billing.plannedOn, account.money(billing.amountMinor)))
                .toList();
        return new AccountClosurePlan(
                account.id,
                Dates.of(effectiveOn, policy),
                new Organisation(account.licenses, updates(request), request.optOutOfEmails()),
                billings,
                terminations,
                items,
                requests,
                Debts.of(request.openInvoices(), invoices, account),
                found.scheduled().stream().map(Cancellation::id).toList(),
                warnings(terminations, billings, invoices, request.openInvoices()),
                effects(account, billings, terminations, items, requests, invoices, found.scheduled()));
    }

    private static List<String> updates(CloseAccountRequest request) {
        return Stream.of(
                        named("name", request.name()),
                        named("contactName", request.contactName()),
                        named("contactEmail", request.contactEmail()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> named(String field, @Nullable String value) {
        return value == null ? List.of() : List.of(field);
    }

    /** The amount of a line that is still owed after the closure, in minor units. */
    private static ToLongFunction<InvoiceLine> outstanding(
            AccountTerminationPlan terminations, List<OwedInvoice> invoices) {
        Map<String, Long> taken = terminations.lines().stream()
                .collect(toMap(line -> line.lineId(), line -> line.offset().getAmountMinorLong()));
        with(Outcome.WRITTEN_OFF, invoices).stream()
                .flatMap(invoice -> invoice.lines().stream())
                .forEach(line ->
                        taken.merge(line.lineId(), line.net().plus(line.tax()).getAmountMinorLong(), Long::sum));
        return line -> line.outstandingMinor() - taken.getOrDefault(line.id, 0L);
    }

    /** The invoices that come to one end. */
    List<OwedInvoice> with(Outcome outcome) {
        return with(outcome, debts.invoices());
    }

    private static List<OwedInvoice> with(Outcome outcome, List<OwedInvoice> invoices) {
        return invoices.stream().filter(invoice -> invoice.outcome() == outcome).toList();
    }

    private static Money sum(List<OwedInvoice> invoices, Account account) {
        return invoices.stream().map(OwedInvoice::outstanding).reduce(account.money(0), Money::plus);
    }

    private static List<Warning> warnings(
            AccountTerminationPlan terminations,
            List<CanceledBilling> billings,
            List<OwedInvoice> invoices,
            OpenInvoices choice) {
        var warnings = new ArrayList<Warning>();
        if (terminations.forgone().isPositive()) {
            warnings.add(new Warning(
                    Warning.Code.NOT_REFUNDED,
                    terminations.forgone() + " was paid for unused days and is not refunded."));
        }
        Payout.NoteUsed note = terminations.refund().payout().creditNote();
        if (note != null && !note.difference().isZero()) {
            warnings.add(new Warning(
                    Warning.Code.CREDIT_NOTE_DIFFERS,
                    "The credit note says " + note.amount() + "; computed was "
                            + note.amount().minus(note.difference()) + "."));
        }
        long submitted = billings.stream()
                .filter(billing -> billing.state() == BillingState.SUBMITTED)
                .count();
        if (submitted > 0) {
            warnings.add(new Warning(
                    Warning.Code.SUBMITTED_BILLINGS,
                    submitted + " billing(s) were submitted; the payment system has to call them back."));
        }
        int open = with(Outcome.STAYS_OPEN, invoices).size();
        if (open > 0 && choice == OpenInvoices.COLLECT) {
            warnings.add(new Warning(
                    Warning.Code.DISPUTED_NOT_COLLECTED, open + " invoice(s) are disputed, and are not collected."));
        } else if (open > 0) {
            warnings.add(new Warning(
                    Warning.Code.INVOICES_STAY_OPEN, open + " invoice(s) stay open; they can still be paid."));
        }
        return List.copyOf(warnings);
    }

    private static List<Effect> effects(
            Account account,
            List<CanceledBilling> billings,
            AccountTerminationPlan terminations,
            List<BillingItemCancellationPlan> items,
            List<AccountRequestsSnapshot.RequestEnd> requests,
            List<OwedInvoice> invoices,
            List<Cancellation> superseded) {
        return Stream.of(
                        Stream.of(Effect.of("account", account.id).change("ACTIVE", "CLOSED")),
                        Stream.of(Effect.of("licenses", account.id).change(String.valueOf(account.licenses), "0")),
                        billings.stream().map(each -> Effect.of("billing", each.billingId())
                                .change(each.state().name(), "CANCELED")),
                        superseded.stream().map(each -> Effect.of("cancellation", each.id())
                                .change("SCHEDULED", "SUPERSEDED")),
                        terminations.effects().stream(),
                        items.stream().flatMap(each -> each.effects().stream()),
                        requests.stream().map(each -> Effect.of("cancellation-request", each.cancellationRequestId())
                                .change(each.before().name(), each.after().name())),
                        with(Outcome.WRITTEN_OFF, invoices).stream().map(each -> Effect.of("invoice", each.invoiceId())
                                .change("outstanding " + each.outstanding(), "written off")))
                .flatMap(each -> each)
                .toList();
    }
}
