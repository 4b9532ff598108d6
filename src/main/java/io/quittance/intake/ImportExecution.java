package io.quittance.intake;

import io.quittance.desk.Journal;
import io.quittance.intake.LateLines.LateLine;
import io.quittance.intake.known.ImportSnapshot;
import io.quittance.intake.known.OpenLines;
import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.ImportRecordsRequest.BillingItemRecord;
import io.quittance.intake.record.ImportRecordsRequest.InvoiceRecord;
import io.quittance.intake.writer.BelongingWriter;
import io.quittance.intake.writer.BillRunWriter;
import io.quittance.intake.writer.BillingWriter;
import io.quittance.intake.writer.ContractWriter;
import io.quittance.intake.writer.PaymentWriter;
import io.quittance.intake.writer.ReversalWriter;
import io.quittance.intake.writer.TermWriter;
import io.quittance.intake.writer.Unallocated;
import io.quittance.invoice.ItemsOnInvoices;
import io.quittance.persistence.Account;
import io.quittance.persistence.AdminFee;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.BillingItemLink;
import io.quittance.persistence.CancellationReason;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.InvoiceState;
import io.quittance.persistence.ItemCategory;
import io.quittance.persistence.LineCredit;
import io.quittance.persistence.LinkKind;
import io.quittance.persistence.Policy;
import io.quittance.persistence.PublishableKeys;
import io.quittance.persistence.RefundLimit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;

/** Writes the records of an import, and what follows from them at once. */
final class ImportExecution {

    private final ImportRecordsRequest request;
    private final ImportSnapshot known;
    private final RecordsAfterImport standing;
    private final Journal journal;
    private final List<LateLines.BilledLine> billed = new ArrayList<>();

    private ImportExecution(ImportRecordsRequest request, ImportSnapshot known, Journal journal) {
        this.request = request;
        this.known = known;
        this.standing = new RecordsAfterImport(request, known);
        this.journal = journal;
    }

    /**
     * What an import has led to.
     *
     * @param leftInvoices the ids of the items that have left their invoices
     * @param unallocated what payments and uses of credit were to pay beyond what was owed or available
     * @param billedAfterEnd the new lines that bill days after an end
     */
    record ImportOutcome(
            List<String> leftInvoices, List<Unallocated> unallocated, List<BilledAfterEnd> billedAfterEnd) {}

    /** Writes all. */
    static ImportOutcome write(ImportRecordsRequest request, ImportSnapshot known, Journal journal) {
        var records = new ImportExecution(request, known, journal);
        records.policy();
        records.reasons();
        records.accounts();
        records.categories();
        TermWriter.write(request, known.terms());
        var contracts = new ContractWriter(known.contracts(), records.standing);
        request.subscriptions().forEach(contracts::subscription);
        request.services().forEach(contracts::service);
        BelongingWriter.write(request, known.belongings(), records.standing);
        request.billingItems().forEach(records::item);
        BillingWriter.write(request, known.billings());
        BillRunWriter.write(request, known.billRuns());
        request.invoices().forEach(records::invoice);
        // The database adds payments to lines, and credit notes name them, so the lines must be written first.
        BillingItem.flush();
        var open = new OpenLines(request, known);
        List<BilledAfterEnd> late = records.settleLateLines(open);
        List<Unallocated> unallocated = PaymentWriter.write(request, known, open, journal.at());
        Set<String> owedAgain = ReversalWriter.write(request.paymentReversals(), known.paymentRecords(), journal);
        return new ImportOutcome(records.leaveInvoices(owedAgain), unallocated, late);
    }

    private void policy() {
        if (request.policy() == null) {
            return;
        }
        Policy policy =
                known.tenant().policy() == null ? new Policy() : known.tenant().policy();
        policy.cancelDayUsed = request.policy().cancelDayUsed();
        policy.cutOffDays = request.policy().cutOffDays();
        policy.selfServiceCancellation = request.policy().selfServiceCancellation();
        policy.allowRefund = request.policy().allowRefund();
        policy.expiryDays = request.policy().expiryDays();
        policy.creditPolicy = request.policy().creditPolicy();
        policy.backDatingDays = request.policy().backDatingDays();
        policy.goodwillDays = request.policy().goodwillDays();
        policy.dayCount = request.policy().dayCount();
        policy.creditOneTime = request.policy().creditOneTime();
        policy.creditTrial = request.policy().creditTrial();
        policy.refundCanceledItems = request.policy().refundCanceledItems();
        policy.selfServiceRefundMode = request.policy().selfServiceRefundMode();
        policy.termsVersion = request.policy().termsVersion();
        policy.termsText = request.policy().termsText();
        policy.contactLine = request.policy().contactLine();
        policy.invoiceSettlement = request.policy().invoiceSettlement();
        policy.billedAfterEnd = request.policy().billedAfterEnd();
        policy.retentionDays = request.policy().retentionDays();
        policy.withdrawalDays = request.policy().withdrawalDays();
        policy.coolingOffDays = request.policy().coolingOffDays();
        policy.timeZone = request.policy().timeZone();
        policy.persist();
        adminFees(request.policy().adminFees());
        refundLimits(request.policy().refundLimits());
        PublishableKeys.replace(request.policy().publishableKeys(), journal.at());
    }

    /** Keys that the import does not list are revoked. */
    private void adminFees(List<Money> fees) {
        Map<String, AdminFee> gone = new HashMap<>(known.tenant().adminFees());
        fees.forEach(each -> {
            String currency = each.getCurrencyUnit().getCode();
            AdminFee before = gone.remove(currency);
            AdminFee fee = before == null ? new AdminFee() : before;
            fee.currency = currency;
            fee.amountMinor = each.getAmountMinorLong();
            fee.persist();
        });
        gone.values().forEach(AdminFee::delete);
    }

    /** Reasons that the import does not list are withdrawn. */
    private void refundLimits(List<Money> limits) {
        Map<String, RefundLimit> gone = new HashMap<>(known.tenant().refundLimits());
        limits.forEach(each -> {
            String currency = each.getCurrencyUnit().getCode();
            RefundLimit before = gone.remove(currency);
            RefundLimit limit = before == null ? new RefundLimit() : before;
            limit.currency = currency;
            limit.amountMinor = each.getAmountMinorLong();
            limit.persist();
        });
        gone.values().forEach(RefundLimit::delete);
    }

    private void reasons() {
        request.cancellationReasons().forEach(record -> {
            CancellationReason reason = known.tenant().reasons().getOrDefault(record.code(), new CancellationReason());
            reason.id = record.code();
            reason.title = record.title();
            reason.noteRequired = record.noteRequired();
            reason.availableToCustomers = record.availableToCustomers();
            reason.active = record.active();
            reason.category = record.category();
            reason.persist();
        });
    }

    private void accounts() {
        request.accounts().forEach(record -> {
            Account account = known.accounts().getOrDefault(record.id(), new Account());
            account.id = record.id();
            account.name = record.name();
            account.currency = record.currency();
            account.timeZone = record.timeZone();
            account.licenses = account.isClosed() ? 0 : record.licenses();
            account.contactName = record.contactName();
            account.contactEmail = record.contactEmail();
            account.selfServiceCancellation = record.selfServiceCancellation();
            account.receivableActive = record.receivableActive();
            account.postpaid = record.postpaid();
            account.persist();
        });
    }

    private void categories() {
        request.itemCategories().forEach(record -> {
            ItemCategory category = known.billingItems().categories().getOrDefault(record.id(), new ItemCategory());
            category.id = record.id();
            category.name = record.name();
            category.cancelable = record.cancelable();
            category.alternative = record.alternative();
            category.cutOffDays = record.cutOffDays();
            category.persist();
        });
    }

    private void item(BillingItemRecord record) {
        BillingItem before = known.billingItems().items().get(record.id());
        BillingItem item = before == null ? new BillingItem() : before;
        item.id = record.id();
        item.accountId = record.accountId();
        item.categoryId = record.categoryId();
        item.parentId = record.parentId();
        item.name = record.name();
        item.priceMinor = record.price().getAmountMinorLong();
        item.currency = record.price().getCurrencyUnit().getCode();
        item.anchorOn = record.anchorOn();
        item.periodUnit = record.periodUnit();
        item.periodCount = record.periodCount();
        item.cancelable = record.cancelable();
        item.alternative = record.alternative();
        if (before == null && record.canceledOn() != null) {
            item.importAsEnded(record.canceledOn(), standing.startOf(record.canceledOn(), record.accountId()));
        }
        item.persist();
        links(record);
    }

    private void links(BillingItemRecord record) {
        Set<BillingItemLink.Key> wanted = Stream.concat(
                        record.associated().stream()
                                .map(other -> new BillingItemLink.Key(record.id(), LinkKind.ASSOCIATED, other)),
                        record.dependsOn().stream()
                                .map(other -> new BillingItemLink.Key(record.id(), LinkKind.DEPENDS_ON, other)))
                .collect(Collectors.toCollection(HashSet::new));
        for (BillingItemLink link : known.billingItems().linksByItem().getOrDefault(record.id(), List.of())) {
            if (!wanted.remove(new BillingItemLink.Key(link.itemId, link.kind, link.otherId))) {
                link.delete();
            }
        }
        wanted.forEach(key -> new BillingItemLink(key.itemId(), key.kind(), key.otherId()).persist());
    }

    private void invoice(InvoiceRecord record) {
        Invoice before = known.documents().invoices().get(record.id());
        if (before == null) {
            newInvoice(record);
        } else if (BillRunWriter.isChanged(record, before)) {
            BillRunWriter.change(record, before);
        }
    }

    private void newInvoice(InvoiceRecord record) {
        var invoice = new Invoice();
        invoice.id = record.id();
        invoice.accountId = record.accountId();
        invoice.issuedOn = record.issuedOn();
        invoice.dueOn = record.dueOn();
        invoice.currency = record.lines().get(0).net().getCurrencyUnit().getCode();
        invoice.billRunId = record.billRunId();
        invoice.disputed = Boolean.TRUE.equals(record.disputed());
        invoice.totalMinor = record.lines().stream()
                .mapToLong(line -> line.net().getAmountMinorLong()
                        + (line.tax() == null ? 0 : line.tax().getAmountMinorLong()))
                .sum();
        if (BillRunWriter.stateOf(record) == InvoiceState.POSTED) {
            invoice.post();
        }
        invoice.persist();
        record.lines().forEach(each -> {
            var line = new InvoiceLine();
            line.id = each.id();
            line.invoiceId = record.id();
            line.billingItemId = each.billingItemId();
            line.subscriptionId = standing.subscriptionOf(each);
            line.serviceId = each.serviceId();
            line.kind = each.kind();
            line.description = each.description();
            line.periodFrom = each.periodFrom();
            line.periodUntil = each.periodUntil();
            line.netMinor = each.net().getAmountMinorLong();
            line.couponMinor = OpenLines.minorUnits(each.coupon());
            line.taxMinor = OpenLines.minorUnits(each.tax());
            line.taxRate = each.taxRateInThousandths();
            line.persist();
            billed.add(new LateLines.BilledLine(invoice, line));
        });
    }

    /** Lines for days after an end are not owed, or only shown, as the policy says. */
    private List<BilledAfterEnd> settleLateLines(OpenLines open) {
        Policy policy = Policy.current();
        boolean settles = policy.billedAfterEnd == Policy.BilledAfterEnd.SETTLE;
        List<BilledAfterEnd> found = billed.stream()
                .collect(Collectors.groupingBy(
                        each -> each.invoice().accountId, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .flatMap(each -> Stream.ofNullable(known.accounts().get(each.getKey()))
                        .map(account -> new LateLines(account, policy, known, each.getValue())))
                .flatMap(lines -> lines.find().stream())
                .map(late -> {
                    if (settles) {
                        credit(late, open);
                    }
                    return BilledAfterEnd.of(late, currencyOf(late), settles);
                })
                .toList();
        BillingItem.flush();
        return found;
    }

    private String currencyOf(LateLine late) {
        return billed.stream()
                .filter(each -> each.line() == late.line())
                .map(each -> each.invoice().currency)
                .findFirst()
                .orElseThrow();
    }

    private void credit(LateLine late, OpenLines open) {
        InvoiceLine line = late.line();
        LocalDate unusedFrom = late.endedOn().isAfter(line.periodFrom) ? late.endedOn() : line.periodFrom;
        new LineCredit(
                        line.id,
                        late.cancellationId(),
                        late.unused().net(),
                        late.unused().tax(),
                        unusedFrom,
                        journal.at())
                .persist();
        open.credit(line.id, late.unused().total());
    }

    /** An ended item leaves its invoices when the last balance is paid, and returns with a new balance. */
    private List<String> leaveInvoices(Set<String> owedAgain) {
        Set<String> touched = Stream.concat(
                        owedAgain.isEmpty() ? Stream.<String>empty() : InvoiceLine.itemsOf(owedAgain).stream(),
                        itemsOfRecords())
                .collect(Collectors.toSet());
        return ItemsOnInvoices.settle(touched, journal);
    }

    private Stream<String> itemsOfRecords() {
        return Stream.concat(
                        known.documents().lines().values().stream().map(line -> line.billingItemId),
                        Stream.concat(
                                request.invoices().stream()
                                        .flatMap(invoice -> invoice.lines().stream())
                                        .map(line -> line.billingItemId()),
                                request.billingItems().stream()
                                        .filter(record -> record.canceledOn() != null)
                                        .map(BillingItemRecord::id)))
                .filter(Objects::nonNull);
    }
}
