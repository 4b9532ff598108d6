package io.quittance.billingitem.item;

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
 * What the cancellation of a billing item will do. Nothing is refunded, at once or later.
 *
 * @param nextAnniversary the first day after today on which a period of the item starts, in the account's time zone
 * @param effectiveOn first day not used
 * @param lastDayUsed the day before
 * @param effectiveAt when that day begins for the account; absent where the item ends as soon as the command commits
 * @param billingItems all that end, the one asked for first
 * @param staysOnInvoices open balances; an item leaves its open invoices once all of its own are paid
 * @param supersedes scheduled cancellations that give way to this earlier one, by their ids
 */
public record BillingItemCancellationPlan(
        String billingItemId,
        String accountId,
        Timing timing,
        LocalDate nextAnniversary,
        LocalDate effectiveOn,
        LocalDate lastDayUsed,
        @Nullable Instant effectiveAt,
        List<Ending> billingItems,
        List<OpenBalance> staysOnInvoices,
        List<String> supersedes,
        Terms terms,
        List<Warning> warnings,
        List<Effect> effects)
        implements Plan {

    /** An item that ends. */
    public record Ending(String billingItemId, String name, Cause cause) {}

    /** What is still to be paid on one invoice line. */
    public record OpenBalance(String billingItemId, String invoiceId, String lineId, Money outstanding) {}

    /** What the caller must acknowledge. */
    public record Terms(String version, String text) {}

    /** Plans a new cancellation, or refuses it. */
    public static BillingItemCancellationPlan of(
            CancelBillingItemRequest request, BillingItemCancellationSnapshot found, CallContext asked) {
        Policy policy = found.policy();
        BillingItem item = found.asked();
        BillingItemCancellationRules.mayAsk(policy, asked);
        BillingItemCancellationRules.mustRun(item, found.openRequest(), asked.at());

        LocalDate today = found.account().dayOf(asked.at());
        boolean atOnce = request.atOnce();
        int cutOffDays = BillingItemCancellationRules.cutOffDays(item, found.categories(), policy);
        LocalDate effectiveOn = BillingItemCancellationRules.effectiveOn(request, found, asked.at());
        Instant moment = BillingItemCancellationRules.effectiveAt(request, found, asked.at());

        List<AffectedItem> ending = BillingItemCancellationRules.ending(found.reached(), moment, null);
        List<Cancellation> superseded = BillingItemCancellationRules.superseded(ending, found, null);
        BillingItemCancellationRules.mustBeCancelable(ending, found.categories());
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
                request.timing().timing(),
                today,
                effectiveOn,
                atOnce ? null : moment,
                ending,
                superseded,
                warnings,
                atOnce ? "CANCELED" : "SCHEDULED");
    }

    /** Plans a new cancellation whose terms are acknowledged. */
    static BillingItemCancellationPlan acknowledged(
            CancelBillingItemRequest request, BillingItemCancellationSnapshot found, CallContext asked) {
        BillingItemCancellationPlan plan = of(request, found, asked);
        BillingItemCancellationRules.mustBeAcknowledged(request, found.policy());
        return plan;
    }

    /**
     * Plans the end of all items of an account with it, at once: those too that cannot be canceled by themselves.
     *
     * @param outstanding what is still to be paid of a line when the account is closed, in minor units
     */
    public static List<BillingItemCancellationPlan> withAccount(
            AccountItemsSnapshot items,
            LocalDate effectiveOn,
            CallContext asked,
            ToLongFunction<InvoiceLine> outstanding) {
        return items.each().stream()
                .map(found -> planned(
                        found,
                        Timing.IMMEDIATE,
                        found.account().dayOf(asked.at()),
                        effectiveOn,
                        null,
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
                due.timing(),
                found.account().dayOf(due.requestedAt()),
                due.effectiveOn(),
                due.effectiveAt(),
                ending,
                BillingItemCancellationRules.superseded(ending, found, due),
                warnings,
                "CANCELED");
    }

    /** The same with the cancellations that give way to it, as they stand when it is carried out. */
    public BillingItemCancellationPlan superseding(List<String> ids) {
        return new BillingItemCancellationPlan(
                billingItemId,
                accountId,
                timing,
                nextAnniversary,
                effectiveOn,
                lastDayUsed,
                effectiveAt,
                billingItems,
                staysOnInvoices,
                ids,
                terms,
                warnings,
                effects);
    }

    /** The ids of all that end. */
    public Set<String> endingIds() {
        return billingItems.stream().map(Ending::billingItemId).collect(Collectors.toSet());
    }

    private static BillingItemCancellationPlan planned(
            BillingItemCancellationSnapshot found,
            Timing timing,
            LocalDate today,
            LocalDate effectiveOn,
            @Nullable Instant effectiveAt,
            List<AffectedItem> ending,
            List<Cancellation> superseded,
            List<Warning> warnings,
            String after) {
        return planned(
                found,
                timing,
                today,
                effectiveOn,
                effectiveAt,
                ending,
                superseded,
                warnings,
                after,
                InvoiceLine::outstandingMinor);
    }

    private static BillingItemCancellationPlan planned(
            BillingItemCancellationSnapshot found,
            Timing timing,
            LocalDate today,
            LocalDate effectiveOn,
            @Nullable Instant effectiveAt,
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
        Policy policy = found.policy();
        return new BillingItemCancellationPlan(
                found.asked().id,
                found.account().id,
                timing,
                found.asked().periods().after(today),
                effectiveOn,
                effectiveOn.minusDays(1),
                effectiveAt,
                ending.stream()
                        .map(each -> new Ending(each.item().id, each.item().name, each.cause()))
                        .toList(),
                open,
                superseded.stream().map(Cancellation::id).toList(),
                new Terms(policy.termsVersion, policy.termsText),
                List.copyOf(warnings),
                effects(ending, superseded, after));
    }

    private static List<OpenBalance> openBalances(
            List<AffectedItem> ending, BillingItemCancellationSnapshot found, ToLongFunction<InvoiceLine> outstanding) {
        Set<String> ids = ending.stream().map(each -> each.item().id).collect(Collectors.toSet());
        return found.openLines().stream()
                .filter(line -> line.billingItemId != null && ids.contains(line.billingItemId))
                .filter(line -> outstanding.applyAsLong(line) > 0)
                .map(line -> new OpenBalance(
                        String.valueOf(line.billingItemId),
                        line.invoiceId,
                        line.id,
                        found.account().money(outstanding.applyAsLong(line))))
                .toList();
    }

    private static List<Effect> effects(List<AffectedItem> ending, List<Cancellation> superseded, String after) {
        return Stream.concat(
                        ending.stream()
                                .map(AffectedItem::item)
                                .map(item -> new Effect(
                                        "billing-item",
                                        item.id,
                                        item.cancellationId() == null ? "ACTIVE" : "SCHEDULED",
                                        after)),
                        superseded.stream()
                                .map(pending -> new Effect("cancellation", pending.id(), "SCHEDULED", "SUPERSEDED")))
                .toList();
    }
}
