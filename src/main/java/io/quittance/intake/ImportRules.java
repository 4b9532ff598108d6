package io.quittance.intake;

import io.quittance.call.InputError;
import io.quittance.intake.known.ImportSnapshot;
import io.quittance.intake.known.KnownBelongings;
import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.known.ServicesAfterImport;
import io.quittance.intake.record.BillRunRecord;
import io.quittance.intake.record.BillRunSeriesRecord;
import io.quittance.intake.record.BillingRecord;
import io.quittance.intake.record.BillingTermRecord;
import io.quittance.intake.record.BindingExtensionRecord;
import io.quittance.intake.record.CreditNoteRecord;
import io.quittance.intake.record.CreditUseRecord;
import io.quittance.intake.record.DistributorRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.ImportRecordsRequest.AccountRecord;
import io.quittance.intake.record.ImportRecordsRequest.BillingItemRecord;
import io.quittance.intake.record.ImportRecordsRequest.InvoiceRecord;
import io.quittance.intake.record.ImportRecordsRequest.PolicyRecord;
import io.quittance.intake.record.InstalledItemRecord;
import io.quittance.intake.record.PaymentRecord;
import io.quittance.intake.record.PaymentReversalRecord;
import io.quittance.intake.record.PlannedActionRecord;
import io.quittance.intake.record.RemovalConditionRecord;
import io.quittance.intake.record.ServiceRecord;
import io.quittance.intake.record.SubscriptionDefinitionRecord;
import io.quittance.intake.record.SubscriptionRecord;
import io.quittance.intake.record.UseRecord;
import io.quittance.intake.rule.AllocationRule;
import io.quittance.intake.rule.BelongingRule;
import io.quittance.intake.rule.BillRunRule;
import io.quittance.intake.rule.BillingRule;
import io.quittance.intake.rule.BillingTermRule;
import io.quittance.intake.rule.BindingExtensionRule;
import io.quittance.intake.rule.CreditNoteRule;
import io.quittance.intake.rule.CreditUseRule;
import io.quittance.intake.rule.CurrencyRule;
import io.quittance.intake.rule.Findings;
import io.quittance.intake.rule.InstalledItemRule;
import io.quittance.intake.rule.InvoiceRule;
import io.quittance.intake.rule.InvoiceRunRule;
import io.quittance.intake.rule.PaymentReversalRule;
import io.quittance.intake.rule.PaymentRule;
import io.quittance.intake.rule.PlannedActionRule;
import io.quittance.intake.rule.RemovalConditionRule;
import io.quittance.intake.rule.ServiceRule;
import io.quittance.intake.rule.SubscriptionRule;
import io.quittance.intake.rule.UseRule;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds every bad value of an import, each with its JSON pointer. */
final class ImportRules {

    private final ImportSnapshot known;
    private final RecordsAfterImport standing;
    private final Findings findings;

    private ImportRules(ImportSnapshot known, RecordsAfterImport standing, Findings findings) {
        this.known = known;
        this.standing = standing;
        this.findings = findings;
    }

    static List<InputError> errors(ImportRecordsRequest request, ImportSnapshot known, Instant at) {
        var findings = new Findings();
        findings.unique("/cancellationReasons", request.cancellationReasons(), each -> each.code(), "code");
        findings.unique("/accounts", request.accounts(), AccountRecord::id, "id");
        findings.unique("/itemCategories", request.itemCategories(), each -> each.id(), "id");
        findings.unique("/distributors", request.distributors(), DistributorRecord::id, "id");
        findings.unique(
                "/subscriptionDefinitions", request.subscriptionDefinitions(), SubscriptionDefinitionRecord::id, "id");
        findings.unique("/billingTerms", request.billingTerms(), BillingTermRecord::id, "id");
        findings.unique("/removalConditions", request.removalConditions(), RemovalConditionRecord::id, "id");
        findings.unique("/subscriptions", request.subscriptions(), SubscriptionRecord::id, "id");
        findings.unique("/services", request.services(), ServiceRecord::id, "id");
        findings.unique("/bindingExtensions", request.bindingExtensions(), BindingExtensionRecord::id, "id");
        findings.unique("/installedItems", request.installedItems(), InstalledItemRecord::id, "id");
        findings.unique("/plannedActions", request.plannedActions(), PlannedActionRecord::id, "id");
        findings.unique("/usages", request.usages(), UseRecord::id, "id");
        findings.unique("/billingItems", request.billingItems(), BillingItemRecord::id, "id");
        findings.unique("/invoices", request.invoices(), InvoiceRecord::id, "id");
        findings.unique("/creditNotes", request.creditNotes(), CreditNoteRecord::id, "id");
        findings.unique("/payments", request.payments(), PaymentRecord::id, "id");
        findings.unique("/paymentReversals", request.paymentReversals(), PaymentReversalRecord::id, "id");
        findings.unique("/billRunSeries", request.billRunSeries(), BillRunSeriesRecord::id, "id");
        findings.unique("/billRuns", request.billRuns(), BillRunRecord::id, "id");
        findings.unique("/billings", request.billings(), BillingRecord::id, "id");
        findings.unique("/creditUses", request.creditUses(), CreditUseRecord::id, "id");
        var standing = new RecordsAfterImport(request, known);
        var rule = new ImportRules(known, standing, findings);
        if (request.policy() != null) {
            rule.policy("/policy", request.policy());
        }
        findings.each("/accounts", request.accounts(), rule::account);
        rule.contracts(request, new ServicesAfterImport(request, known, standing, at));
        findings.each("/billingItems", request.billingItems(), rule::item);
        findings.each("/billings", request.billings(), new BillingRule(known.billings(), standing, findings)::billing);
        findings.each("/billRuns", request.billRuns(), new BillRunRule(request, known.billRuns(), findings)::run);
        findings.each("/invoices", request.invoices(), new InvoiceRule(known, standing, findings)::invoice);
        var documents = new InvoiceRunRule(request, known, findings);
        findings.each("/invoices", request.invoices(), documents::invoice);
        findings.each("/creditNotes", request.creditNotes(), documents::creditNote);
        var notes = new CreditNoteRule(known.credits(), standing, findings);
        findings.each("/creditNotes", request.creditNotes(), notes::creditNote);
        rule.payments(request);
        return findings.all();
    }

    /** The terms and conditions by which services leave, subscriptions and services, and what belongs to them. */
    private void contracts(ImportRecordsRequest request, ServicesAfterImport services) {
        var terms = new BillingTermRule(request, known.terms().terms(), findings);
        findings.each("/billingTerms", request.billingTerms(), terms::term);
        var conditions = new RemovalConditionRule(services, findings);
        findings.each("/removalConditions", request.removalConditions(), conditions::condition);
        var subscriptions = new SubscriptionRule(known.contracts(), standing, services, findings);
        findings.each("/subscriptions", request.subscriptions(), subscriptions::subscription);
        findings.each(
                "/services",
                request.services(),
                new ServiceRule(known.contracts(), standing, services, findings)::service);
        KnownBelongings before = known.belongings();
        var belonging = new BelongingRule(standing, services, findings);
        var extensions = new BindingExtensionRule(before.extensions(), services, belonging, findings);
        findings.each("/bindingExtensions", request.bindingExtensions(), extensions::extension);
        var items = new InstalledItemRule(before.installedItems(), services, belonging, findings);
        findings.each("/installedItems", request.installedItems(), items::item);
        var actions = new PlannedActionRule(before.actions(), services, belonging, findings);
        findings.each("/plannedActions", request.plannedActions(), actions::action);
        var uses = new UseRule(before.usages(), standing, services, belonging, findings);
        findings.each("/usages", request.usages(), uses::use);
    }

    private void payments(ImportRecordsRequest request) {
        var allocating = new AllocationRule(standing, findings);
        var payments = new PaymentRule(known, findings, allocating);
        findings.each("/payments", request.payments(), payments::payment);
        var reversals = new PaymentReversalRule(request.payments(), known.paymentRecords(), standing, findings);
        findings.each("/paymentReversals", request.paymentReversals(), reversals::reversal);
        var uses = new CreditUseRule(known.credits(), findings, allocating);
        findings.each("/creditUses", request.creditUses(), uses::creditUse);
    }

    private void policy(String at, PolicyRecord record) {
        findings.each(
                at + "/publishableKeys",
                record.publishableKeys(),
                (pointer, key) ->
                        findings.refuseIf(known.tenant().keysOfOthers().contains(key), pointer, "is taken"));
        findings.refuseIf(!isZone(record.timeZone()), at + "/timeZone", "must be a time zone such as Europe/Berlin");
        findings.unique(
                at + "/adminFees",
                record.adminFees(),
                fee -> fee.getCurrencyUnit().getCode(),
                "currency");
        findings.each(at + "/adminFees", record.adminFees(), (pointer, fee) -> findings.money(pointer, fee, null));
        findings.unique(
                at + "/refundLimits",
                record.refundLimits(),
                limit -> limit.getCurrencyUnit().getCode(),
                "currency");
        findings.each(
                at + "/refundLimits", record.refundLimits(), (pointer, limit) -> findings.money(pointer, limit, null));
    }

    private void account(String at, AccountRecord record) {
        findings.refuseIf(
                !CurrencyRule.isCurrency(record.currency()), at + "/currency", "must be a currency of ISO 4217");
        findings.refuseIf(!isZone(record.timeZone()), at + "/timeZone", "must be a time zone such as America/New_York");
        Account before = known.accounts().get(record.id());
        findings.refuseIf(
                before != null && !before.currency.equals(record.currency()),
                at + "/currency",
                "cannot change" + (before == null ? "" : "; it is " + before.currency));
    }

    private void item(String at, BillingItemRecord record) {
        String currency = standing.currencyOf(record.accountId()).orElse(null);
        findings.refuseIf(currency == null, at + "/accountId", "is not a known account");
        findings.money(at + "/price", record.price(), currency);
        findings.refuseIf(
                record.categoryId() != null && !standing.hasCategory(record.categoryId()),
                at + "/categoryId",
                "is not a known category");
        BillingItem before = known.billingItems().items().get(record.id());
        findings.refuseIf(
                before == null && standing.isClosed(record.accountId()), at + "/accountId", RecordsAfterImport.CLOSED);
        findings.refuseIf(
                before != null && !before.accountId.equals(record.accountId()), at + "/accountId", "cannot change");
        findings.refuseIf(
                before != null
                        && record.canceledOn() != null
                        && !(before.isEnded() && record.canceledOn().equals(before.effectiveOn())),
                at + "/canceledOn",
                "can only be given for an item that is not known yet; end it by cancel-billing-item");
        sibling(at + "/parentId", record.parentId(), record);
        findings.refuseIf(isOwnAncestor(record), at + "/parentId", "makes the item its own ancestor");
        findings.each(at + "/associated", record.associated(), (pointer, other) -> sibling(pointer, other, record));
        findings.each(at + "/dependsOn", record.dependsOn(), (pointer, other) -> sibling(pointer, other, record));
    }

    private void sibling(String at, @Nullable String other, BillingItemRecord record) {
        if (other != null) {
            findings.refuseIf(other.equals(record.id()), at, "is the item itself");
            findings.refuseIf(
                    !standing.accountOfItem(other).equals(Optional.of(record.accountId())),
                    at,
                    "is not a known billing item of the same account");
        }
    }

    private boolean isOwnAncestor(BillingItemRecord record) {
        var seen = new HashSet<String>();
        String parent = record.parentId();
        while (parent != null && !parent.equals(record.id()) && seen.add(parent)) {
            parent = standing.parentOf(parent);
        }
        return parent != null && parent.equals(record.id()) && !parent.equals(record.parentId());
    }

    private static boolean isZone(String id) {
        try {
            ZoneId.of(id);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
