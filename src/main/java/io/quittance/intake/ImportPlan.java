package io.quittance.intake;

import static io.quittance.edge.RefusalReason.INVALID_RECORDS;

import io.quittance.desk.Asked;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.edge.InputError;
import io.quittance.edge.Refusal;
import io.quittance.intake.ImportRecordsRequest.InvoiceRecord;
import io.quittance.persistence.Invoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which records an import creates and which it updates. */
record ImportPlan(List<Effect> effects) implements Plan {

    /** As many bad values are told in one answer. */
    private static final int MOST_ERRORS = 500;

    static ImportPlan of(ImportRecordsRequest request, KnownRecords known, Asked asked) {
        List<InputError> errors = ImportRule.errors(request, known);
        if (!errors.isEmpty()) {
            throw Refusal.of(INVALID_RECORDS, "%d value(s) are not valid.", errors.size())
                    .with("errors", errors.stream().limit(MOST_ERRORS).toList());
        }
        var effects = new ArrayList<Effect>();
        if (request.policy() != null) {
            note(effects, "policy", "policy", known.policy() == null ? Set.of() : Set.of("policy"));
        }
        request.cancellationReasons()
                .forEach(each -> note(
                        effects,
                        "cancellation-reason",
                        each.code(),
                        known.reasons().keySet()));
        request.accounts()
                .forEach(each ->
                        note(effects, "account", each.id(), known.accounts().keySet()));
        request.itemCategories()
                .forEach(each -> note(
                        effects, "item-category", each.id(), known.categories().keySet()));
        request.subscriptions()
                .forEach(each -> note(
                        effects,
                        "subscription",
                        each.id(),
                        known.contracts().subscriptions().keySet()));
        request.services()
                .forEach(each -> note(
                        effects,
                        "service",
                        each.id(),
                        known.contracts().services().keySet()));
        request.billingItems()
                .forEach(each ->
                        note(effects, "billing-item", each.id(), known.items().keySet()));
        request.invoices().stream()
                .filter(each -> !known.invoices().containsKey(each.id()))
                .forEach(each -> note(effects, "invoice", each.id(), Set.of()));
        request.invoices().stream()
                .filter(each -> isChanged(each, known))
                .forEach(each ->
                        note(effects, "invoice", each.id(), known.invoices().keySet()));
        request.billRunSeries()
                .forEach(each -> note(
                        effects,
                        "bill-run-series",
                        each.id(),
                        known.billRuns().series().keySet()));
        request.billRuns()
                .forEach(each -> note(
                        effects, "bill-run", each.id(), known.billRuns().runs().keySet()));
        request.billings()
                .forEach(each ->
                        note(effects, "billing", each.id(), known.billings().keySet()));
        request.creditNotes().stream()
                .filter(each -> !known.credits().notes().containsKey(each.id()))
                .forEach(each -> note(effects, "credit-note", each.id(), Set.of()));
        request.payments().stream()
                .filter(each -> !known.payments().containsKey(each.id()))
                .forEach(each -> note(effects, "payment", each.id(), Set.of()));
        request.creditUses().stream()
                .filter(each -> !known.credits().uses().containsKey(each.id()))
                .forEach(each -> note(effects, "credit-use", each.id(), Set.of()));
        return new ImportPlan(List.copyOf(effects));
    }

    private static boolean isChanged(InvoiceRecord record, KnownRecords known) {
        Invoice before = known.invoices().get(record.id());
        return before != null && ImportedBillRuns.isChanged(record, before);
    }

    private static void note(List<Effect> effects, String record, String id, Set<String> knownIds) {
        effects.add(new Effect(record, id, knownIds.contains(id) ? "KNOWN" : "UNKNOWN", "IMPORTED"));
    }

    long created() {
        return effects.stream()
                .filter(effect -> effect.before().equals("UNKNOWN"))
                .count();
    }

    long updated() {
        return effects.size() - created();
    }
}
