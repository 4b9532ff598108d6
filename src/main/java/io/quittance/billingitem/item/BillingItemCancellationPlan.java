package io.quittance.billingitem.item;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.billingitem.item.BillingItemCancellationRules.Dependent;
import io.quittance.billingitem.item.BillingItemCancellationSnapshot.AffectedItem;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.desk.Warning;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationItem.Cause;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Timing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The plan for the cancellation of a billing item. Nothing is refunded, at once or later.
 *
 * @param terms that the caller must acknowledge
 */
public record BillingItemCancellationPlan(
        String billingItemId,
        String accountId,
        @JsonUnwrapped Dates dates,
        @JsonUnwrapped Scope scope,
        Terms terms,
        List<Warning> warnings,
        List<Effect> effects)
        implements Plan {

    /**
     * The days of the cancellation.
     *
     * @param nextAnniversary the first day after today on which a period of the item starts, in the account's time zone
     * @param effectiveOn first day not used
     * @param lastDayUsed the day before {@code effectiveOn}
     * @param effectiveAt the moment {@code effectiveOn} begins for the account; absent if the item ends when the command
     *     commits
     */
    public record Dates(
            Timing timing,
            LocalDate nextAnniversary,
            LocalDate effectiveOn,
            LocalDate lastDayUsed,
            @Nullable Instant effectiveAt) {

        /**
         * The days of a cancellation.
         *
         * @param today the day of the request
         */
        private static Dates of(
                BillingItem item,
                Timing timing,
                LocalDate today,
                LocalDate effectiveOn,
                @Nullable Instant effectiveAt) {
            return new Dates(timing, item.periods().after(today), effectiveOn, effectiveOn.minusDays(1), effectiveAt);
        }
    }

    /**
     * The records that the cancellation concerns.
     *
     * @param billingItems all items that end, the requested one first
     * @param staysOnInvoices open balances; an item leaves its open invoices when all of its own balances are paid
     * @param supersedes the ids of scheduled cancellations that this earlier one replaces
     */
    public record Scope(List<ItemEnd> billingItems, List<OpenBalance> staysOnInvoices, List<String> supersedes) {}

    /** An item that ends. */
    public record ItemEnd(String billingItemId, String name, Cause cause) {}

    /** The open balance of one invoice line. */
    public record OpenBalance(String billingItemId, String invoiceId, String lineId, Money outstanding) {}

    /** The terms that the caller must acknowledge. */
    public record Terms(String version, String text) {}

    /** Plans a new cancellation, or refuses it. */
    public static BillingItemCancellationPlan of(
            CancelBillingItemRequest request, BillingItemCancellationSnapshot found, CallContext asked) {
        Policy policy = found.context().policy();
        BillingItem item = found.asked();
        BillingItemCancellationRules.mayAsk(policy, asked);
        BillingItemCancellationRules.mustRun(item, found.openRequest(), asked.at());

        LocalDate today = found.context().account().dayOf(asked.at());
        boolean atOnce = request.atOnce();
        int cutOffDays =
                BillingItemCancellationRules.cutOffDays(item, found.context().categories(), policy);
        LocalDate effectiveOn = BillingItemCancellationRules.effectiveOn(request, found, asked.at());
        Instant moment = BillingItemCancellationRules.effectiveAt(request, found, asked.at());

        List<AffectedItem> ending = BillingItemCancellationRules.ending(found.reached(), moment, null);
        List<Cancellation> superseded = BillingItemCancellationRules.superseded(ending, found, null);
        BillingItemCancellationRules.mustBeCancelable(ending, found.context().categories());
        BillingItemCancellationRules.mustHaveNoDependents(
                BillingItemCancellationRules.dependents(ending, found, moment));

        LocalDate next = item.periods().after(today);
        var warnings = new ArrayList<Warning>();
        if (atOnce) {
            warnings.add(new Warning(
                    Warning.Code.NO_REFUND,
                    "Nothing is refunded for the days from " + effectiveOn + " on, now or later."));
        } else if (next.isBefore(effectiveOn)) {
            warnings.add(new Warning(
                    Warning.Code.CUT_OFF_PASSED,
                    "The cut-off of " + cutOffDays + " days before " + next + " has passed; it ends on " + effectiveOn
                            + "."));
        }
        return planned(
                found,
                Dates.of(item, request.timing().timing(), today, effectiveOn, atOnce ? null : moment),
                ending,
                superseded,
                warnings,
                atOnce ? "CANCELED" : "SCHEDULED",
                InvoiceLine::outstandingMinor);
    }

    /**
     * Plans the end of all items of an account with it, at once: those too that cannot be canceled by themselves.
     *
     * @param outstanding the amount of a line that is still owed after the closure of the account, in minor units
     */
    public static List<BillingItemCancellationPlan> withAccount(
            AccountItemsSnapshot items,
            LocalDate effectiveOn,
            CallContext asked,
            ToLongFunction<InvoiceLine> outstanding) {
        return items.each().stream()
                .map(found -> planned(
                        found,
                        Dates.of(
                                found.asked(),
                                Timing.IMMEDIATE,
                                found.context().account().dayOf(asked.at()),
                                effectiveOn,
                                null),
                        found.reached(),
                        List.of(),
                        new ArrayList<>(List.of(new Warning(
                                Warning.Code.NO_REFUND,
                                "Nothing is refunded for the days from " + effectiveOn + " on, now or later."))),
                        "CANCELED",
                        outstanding))
                .toList();
    }

    /** Plans a scheduled cancellation as of the day that was promised; what came in between can only be worth a warning. */
    static BillingItemCancellationPlan due(Cancellation due, BillingItemCancellationSnapshot found) {
        List<AffectedItem> ending = BillingItemCancellationRules.ending(found.reached(), due.effectiveAt(), due);
        var warnings = new ArrayList<Warning>();
        List<Dependent> left = BillingItemCancellationRules.dependents(ending, found, due.effectiveAt());
        if (!left.isEmpty()) {
            warnings.add(new Warning(
                    Warning.Code.DEPENDENTS_REMAIN,
                    "Left without what they depend on: "
                            + left.stream().map(Dependent::billingItemId).collect(Collectors.joining(", ")) + "."));
        }
        return planned(
                found,
                Dates.of(
                        found.asked(),
                        due.timing(),
                        found.context().account().dayOf(due.requestedAt()),
                        due.effectiveOn(),
                        due.effectiveAt()),
                ending,
                BillingItemCancellationRules.superseded(ending, found, due),
                warnings,
                "CANCELED",
                InvoiceLine::outstandingMinor);
    }

    /** The same plan with the cancellations that it supersedes when it is carried out. */
    public BillingItemCancellationPlan superseding(List<String> ids) {
        var now = new Scope(scope.billingItems(), scope.staysOnInvoices(), ids);
        return new BillingItemCancellationPlan(billingItemId, accountId, dates, now, terms, warnings, effects);
    }

    /** The ids of all items that end. */
    public Set<String> endingIds() {
        return scope.billingItems().stream().map(ItemEnd::billingItemId).collect(Collectors.toSet());
    }

    private static BillingItemCancellationPlan planned(
            BillingItemCancellationSnapshot found,
            Dates dates,
            List<AffectedItem> ending,
            List<Cancellation> superseded,
            List<Warning> warnings,
            String after,
            ToLongFunction<InvoiceLine> outstanding) {
        List<OpenBalance> open = openBalances(ending, found, outstanding);
        if (!open.isEmpty()) {
            warnings.add(new Warning(
                    Warning.Code.STAYS_ON_INVOICES,
                    "Open balances are still owed; the items leave their invoices when the balances are paid."));
        }
        Policy policy = found.context().policy();
        return new BillingItemCancellationPlan(
                found.asked().id,
                found.context().account().id,
                dates,
                new Scope(
                        ending.stream()
                                .map(each -> new ItemEnd(each.item().id, each.item().name, each.cause()))
                                .toList(),
                        open,
                        superseded.stream().map(Cancellation::id).toList()),
                new Terms(policy.termsVersion, policy.termsText),
                List.copyOf(warnings),
                effects(ending, superseded, after));
    }

    private static List<OpenBalance> openBalances(
            List<AffectedItem> ending, BillingItemCancellationSnapshot found, ToLongFunction<InvoiceLine> outstanding) {
        Set<String> ids = ending.stream().map(each -> each.item().id).collect(Collectors.toSet());
        return found.context().openLines().stream()
                .filter(line -> line.billingItemId != null && ids.contains(line.billingItemId))
                .filter(line -> outstanding.applyAsLong(line) > 0)
                .map(line -> new OpenBalance(
                        String.valueOf(line.billingItemId),
                        line.invoiceId,
                        line.id,
                        found.context().account().money(outstanding.applyAsLong(line))))
                .toList();
    }

    private static List<Effect> effects(List<AffectedItem> ending, List<Cancellation> superseded, String after) {
        return Stream.concat(
                        ending.stream().map(AffectedItem::item).map(item -> Effect.of("billing-item", item.id)
                                .change(item.cancellationId() == null ? "ACTIVE" : "SCHEDULED", after)),
                        superseded.stream().map(pending -> Effect.of("cancellation", pending.id())
                                .change("SCHEDULED", "SUPERSEDED")))
                .toList();
    }
}
