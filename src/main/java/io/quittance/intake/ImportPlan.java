package io.quittance.intake;

import static io.quittance.call.RefusalReason.INVALID_RECORDS;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Plan;
import io.quittance.intake.ImportRecords.Counts;
import io.quittance.intake.known.ImportSnapshot;
import io.quittance.intake.known.KnownBelongings;
import io.quittance.intake.known.KnownBillRuns;
import io.quittance.intake.known.KnownContracts;
import io.quittance.intake.known.KnownTerms;
import io.quittance.intake.record.BillRunRecord;
import io.quittance.intake.record.BillRunSeriesRecord;
import io.quittance.intake.record.BillingRecord;
import io.quittance.intake.record.BillingTermRecord;
import io.quittance.intake.record.BindingExtensionRecord;
import io.quittance.intake.record.CreditNoteRecord;
import io.quittance.intake.record.CreditUseRecord;
import io.quittance.intake.record.DistributorRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.ImportRecordsRequest.InvoiceRecord;
import io.quittance.intake.record.InstalledItemRecord;
import io.quittance.intake.record.PaymentRecord;
import io.quittance.intake.record.PaymentReversalRecord;
import io.quittance.intake.record.PlannedActionRecord;
import io.quittance.intake.record.RemovalConditionRecord;
import io.quittance.intake.record.ServiceRecord;
import io.quittance.intake.record.SubscriptionDefinitionRecord;
import io.quittance.intake.record.SubscriptionRecord;
import io.quittance.intake.record.UseRecord;
import io.quittance.intake.writer.BillRunWriter;
import io.quittance.persistence.Invoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which records an import creates and which it updates.
 *
 * @param effects none if nothing is imported, since it only asks what would be
 */
record ImportPlan(Counts counts, List<Effect> effects) implements Plan {

    /** The largest number of errors in one answer. */
    private static final int MOST_ERRORS = 500;

    static ImportPlan of(ImportRecordsRequest request, ImportSnapshot known, CallContext asked) {
        List<InputError> errors = ImportRules.errors(request, known, asked.at());
        if (!errors.isEmpty()) {
            throw Refusal.of(INVALID_RECORDS, "%d value(s) are not valid.", errors.size())
                    .with("errors", errors.stream().limit(MOST_ERRORS).toList());
        }
        var effects = new ArrayList<Effect>();
        if (request.policy() != null) {
            effects.add(Effect.of("policy", "policy")
                    .change(known.tenant().policy() == null ? "UNKNOWN" : "KNOWN", "IMPORTED"));
        }
        note(
                effects,
                "cancellation-reason",
                request.cancellationReasons(),
                each -> each.code(),
                known.tenant().reasons());
        note(effects, "account", request.accounts(), each -> each.id(), known.accounts());
        note(
                effects,
                "item-category",
                request.itemCategories(),
                each -> each.id(),
                known.billingItems().categories());
        KnownTerms terms = known.terms();
        note(effects, "distributor", request.distributors(), DistributorRecord::id, terms.distributors());
        note(
                effects,
                "subscription-definition",
                request.subscriptionDefinitions(),
                SubscriptionDefinitionRecord::id,
                terms.definitions());
        note(effects, "billing-term", request.billingTerms(), BillingTermRecord::id, terms.terms());
        note(effects, "removal-condition", request.removalConditions(), RemovalConditionRecord::id, terms.conditions());
        KnownContracts contracts = known.contracts();
        note(effects, "subscription", request.subscriptions(), SubscriptionRecord::id, contracts.subscriptions());
        note(effects, "service", request.services(), ServiceRecord::id, contracts.services());
        KnownBelongings belongings = known.belongings();
        noteNew(
                effects,
                "binding-extension",
                request.bindingExtensions(),
                BindingExtensionRecord::id,
                belongings.extensions());
        note(effects, "installed-item", request.installedItems(), InstalledItemRecord::id, belongings.installedItems());
        note(effects, "planned-action", request.plannedActions(), PlannedActionRecord::id, belongings.actions());
        note(effects, "usage", request.usages(), UseRecord::id, belongings.usages());
        note(
                effects,
                "billing-item",
                request.billingItems(),
                each -> each.id(),
                known.billingItems().items());
        noteNew(
                effects,
                "invoice",
                request.invoices(),
                InvoiceRecord::id,
                known.documents().invoices());
        List<InvoiceRecord> changed = request.invoices().stream()
                .filter(each -> isChanged(each, known))
                .toList();
        note(effects, "invoice", changed, InvoiceRecord::id, known.documents().invoices());
        KnownBillRuns billRuns = known.billRuns();
        note(effects, "bill-run-series", request.billRunSeries(), BillRunSeriesRecord::id, billRuns.series());
        note(effects, "bill-run", request.billRuns(), BillRunRecord::id, billRuns.runs());
        note(effects, "billing", request.billings(), BillingRecord::id, known.billings());
        noteNew(
                effects,
                "credit-note",
                request.creditNotes(),
                CreditNoteRecord::id,
                known.credits().notes());
        noteNew(
                effects,
                "payment",
                request.payments(),
                PaymentRecord::id,
                known.paymentRecords().payments());
        noteNew(
                effects,
                "payment-reversal",
                request.paymentReversals(),
                PaymentReversalRecord::id,
                known.paymentRecords().reversals());
        noteNew(
                effects,
                "credit-use",
                request.creditUses(),
                CreditUseRecord::id,
                known.credits().uses());
        return new ImportPlan(counts(effects), request.isDryRun() ? List.of() : List.copyOf(effects));
    }

    private static boolean isChanged(InvoiceRecord record, ImportSnapshot known) {
        Invoice before = known.documents().invoices().get(record.id());
        return before != null && BillRunWriter.isChanged(record, before);
    }

    /** Documents that are known already and the same are not written again. */
    private static <T> void noteNew(
            List<Effect> effects, String record, List<T> records, Function<T, String> id, Map<String, ?> known) {
        List<T> unknown = records.stream()
                .filter(each -> !known.containsKey(id.apply(each)))
                .toList();
        note(effects, record, unknown, id, known);
    }

    private static <T> void note(
            List<Effect> effects, String record, List<T> records, Function<T, String> id, Map<String, ?> known) {
        records.stream()
                .map(id)
                .map(each -> Effect.of(record, each).change(known.containsKey(each) ? "KNOWN" : "UNKNOWN", "IMPORTED"))
                .forEach(effects::add);
    }

    private static Counts counts(List<Effect> effects) {
        long created = effects.stream()
                .filter(effect -> effect.before().equals("UNKNOWN"))
                .count();
        return new Counts(created, effects.size() - created);
    }
}
