package io.quittance.intake.known;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.quittance.desk.AccountLocks;
import io.quittance.intake.record.AllocatedRecord;
import io.quittance.intake.record.BillingRecord;
import io.quittance.intake.record.CreditNoteRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.ImportRecordsRequest.BillingItemRecord;
import io.quittance.intake.record.ImportRecordsRequest.LineRecord;
import io.quittance.intake.record.ImportSize;
import io.quittance.intake.record.PaymentReversalRecord;
import io.quittance.persistence.Account;
import io.quittance.persistence.AdminFee;
import io.quittance.persistence.AllocationExcess;
import io.quittance.persistence.Billing;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.BillingItemLink;
import io.quittance.persistence.CancellationReason;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.ItemCategory;
import io.quittance.persistence.Payment;
import io.quittance.persistence.PaymentAllocation;
import io.quittance.persistence.PaymentReversal;
import io.quittance.persistence.Policy;
import io.quittance.persistence.PublishableKeys;
import io.quittance.persistence.RefundLimit;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The known records of everything that an import names, by ids; the accounts are locked. */
public record ImportSnapshot(
        KnownTenant tenant,
        Map<String, Account> accounts,
        KnownItems billingItems,
        KnownInvoices documents,
        KnownPayments paymentRecords,
        KnownTerms terms,
        KnownContracts contracts,
        KnownBelongings belongings,
        KnownCredits credits,
        KnownBillRuns billRuns,
        Map<String, Billing> billings) {

    /**
     * The tenant's policy and what belongs to it.
     *
     * @param adminFees by currency
     * @param refundLimits by currency
     * @param reasons the tenant's own, by their codes
     * @param keysOfOthers those of the imported publishable keys that other tenants have
     */
    public record KnownTenant(
            @Nullable Policy policy,
            Map<String, AdminFee> adminFees,
            Map<String, RefundLimit> refundLimits,
            Map<String, CancellationReason> reasons,
            Set<String> keysOfOthers) {}

    /** The item categories, the billing items, and the links of each item, by their ids. */
    public record KnownItems(
            Map<String, ItemCategory> categories,
            Map<String, BillingItem> items,
            Map<String, List<BillingItemLink>> linksByItem) {}

    /** The invoices and their lines, by their ids. */
    public record KnownInvoices(
            Map<String, Invoice> invoices,
            Map<String, InvoiceLine> lines,
            Map<String, List<InvoiceLine>> linesByInvoice) {}

    /**
     * The payments and their allocations, by the ids of the payments.
     *
     * @param excessByPayment what each was to pay beyond what was owed, by invoice, in minor units
     */
    public record KnownPayments(
            Map<String, Payment> payments,
            Map<String, List<PaymentAllocation>> allocationsByPayment,
            Map<String, Map<String, Long>> excessByPayment,
            Map<String, PaymentReversal> reversals) {}

    public static ImportSnapshot load(ImportRecordsRequest request, AccountLocks locks) {
        ImportSize.mustFit(request);
        Set<String> accounts = accountsOf(request);
        locks.lock(accounts);
        List<InvoiceLine> lines = linesOf(request);
        Map<String, BillingItem> items = itemsOf(request);
        Set<String> payments = Stream.concat(
                        request.payments().stream().map(record -> record.id()),
                        request.paymentReversals().stream().map(PaymentReversalRecord::paymentId))
                .collect(toSet());
        List<Invoice> invoices = invoicesOf(request, lines);
        KnownBillRuns billRuns = KnownBillRuns.load(request, invoices, locks);
        return new ImportSnapshot(
                new KnownTenant(
                        Policy.findById(Policy.ID),
                        byId(AdminFee.<AdminFee>listAll(), fee -> fee.currency),
                        byId(RefundLimit.<RefundLimit>listAll(), limit -> limit.currency),
                        byId(CancellationReason.<CancellationReason>listAll(), reason -> reason.id),
                        request.policy() == null
                                ? Set.of()
                                : PublishableKeys.ofOthers(request.policy().publishableKeys())),
                byId(Account.<Account>list("id in ?1", accounts), account -> account.id),
                new KnownItems(
                        byId(ItemCategory.<ItemCategory>listAll(), category -> category.id),
                        items,
                        BillingItemLink.<BillingItemLink>list("itemId in ?1", items.keySet()).stream()
                                .collect(groupingBy(link -> link.itemId))),
                new KnownInvoices(
                        byId(invoices, invoice -> invoice.id),
                        byId(lines, line -> line.id),
                        lines.stream().collect(groupingBy(line -> line.invoiceId))),
                new KnownPayments(
                        byId(Payment.<Payment>list("id in ?1", payments), payment -> payment.id),
                        PaymentAllocation.<PaymentAllocation>list("paymentId in ?1", payments).stream()
                                .collect(groupingBy(allocation -> allocation.paymentId)),
                        AllocationExcess.ofPayments(payments).stream()
                                .collect(groupingBy(
                                        excess -> String.valueOf(excess.paymentId),
                                        toMap(excess -> excess.invoiceId, excess -> excess.amountMinor))),
                        byId(
                                PaymentReversal.<PaymentReversal>list(
                                        "id in ?1",
                                        request.paymentReversals().stream()
                                                .map(PaymentReversalRecord::id)
                                                .collect(toSet())),
                                reversal -> reversal.id)),
                KnownTerms.load(request),
                KnownContracts.load(request, items.values()),
                KnownBelongings.load(request),
                KnownCredits.load(request),
                billRuns,
                byId(
                        Billing.<Billing>list(
                                "id in ?1",
                                request.billings().stream()
                                        .map(BillingRecord::id)
                                        .collect(toSet())),
                        billing -> billing.id));
    }

    private static List<Invoice> invoicesOf(ImportRecordsRequest request, List<InvoiceLine> lines) {
        return Invoice.list(
                "id in ?1",
                Stream.concat(
                                lines.stream().map(line -> line.invoiceId),
                                request.invoices().stream().map(record -> record.id()))
                        .collect(toSet()));
    }

    private static Set<String> accountsOf(ImportRecordsRequest request) {
        return Stream.of(
                        request.accounts().stream().map(record -> record.id()),
                        request.billingItems().stream().map(record -> record.accountId()),
                        request.invoices().stream().map(record -> record.accountId()),
                        request.payments().stream().map(record -> record.accountId()),
                        request.paymentReversals().stream().map(PaymentReversalRecord::accountId),
                        request.subscriptions().stream().map(record -> record.accountId()),
                        KnownContracts.accountsOf(request),
                        request.creditNotes().stream().map(record -> record.accountId()),
                        request.creditUses().stream().map(record -> record.accountId()),
                        request.billings().stream().map(record -> record.accountId()))
                .flatMap(Function.identity())
                .collect(toSet());
    }

    /** The lines that are named, and all lines of every invoice that is. */
    private static List<InvoiceLine> linesOf(ImportRecordsRequest request) {
        Set<String> invoices =
                request.invoices().stream().map(record -> record.id()).collect(Collectors.toCollection(HashSet::new));
        Set<String> lines = request.invoices().stream()
                .flatMap(invoice -> invoice.lines().stream())
                .map(LineRecord::id)
                .collect(Collectors.toCollection(HashSet::new));
        request.creditNotes().stream()
                .map(CreditNoteRecord::lineId)
                .filter(Objects::nonNull)
                .forEach(lines::add);
        Stream.<AllocatedRecord>concat(request.payments().stream(), request.creditUses().stream())
                .flatMap(paying -> paying.allocations().stream())
                .forEach(allocation -> {
                    if (allocation.invoiceId() != null) {
                        invoices.add(allocation.invoiceId());
                    }
                    if (allocation.lineId() != null) {
                        lines.add(allocation.lineId());
                    }
                });
        return InvoiceLine.list("id in ?1 or invoiceId in ?2 order by id", lines, invoices);
    }

    /** The items that are named, and the ancestors of their parents, so that a circle is seen. */
    private static Map<String, BillingItem> itemsOf(ImportRecordsRequest request) {
        Set<String> named = Stream.of(
                        request.billingItems().stream().flatMap(ImportSnapshot::namedBy),
                        request.invoices().stream()
                                .flatMap(invoice -> invoice.lines().stream())
                                .map(LineRecord::billingItemId),
                        request.creditNotes().stream().map(CreditNoteRecord::billingItemId))
                .flatMap(Function.identity())
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(HashSet::new));
        Map<String, BillingItem> items = byId(BillingItem.<BillingItem>list("id in ?1", named), item -> item.id);
        Set<String> missing = ancestorsMissing(items);
        while (!missing.isEmpty()) {
            BillingItem.<BillingItem>list("id in ?1", missing).forEach(item -> items.put(item.id, item));
            missing = ancestorsMissing(items);
        }
        return items;
    }

    private static Stream<@Nullable String> namedBy(BillingItemRecord record) {
        return Stream.of(
                        Stream.of(record.id()),
                        Stream.ofNullable(record.parentId()),
                        record.associated().stream(),
                        record.dependsOn().stream())
                .flatMap(Function.identity());
    }

    private static Set<String> ancestorsMissing(Map<String, BillingItem> items) {
        return items.values().stream()
                .map(item -> item.parentId)
                .filter(Objects::nonNull)
                .filter(parent -> !items.containsKey(parent))
                .collect(toSet());
    }

    static <E> Map<String, E> byId(Collection<E> entities, Function<E, String> id) {
        return entities.stream().collect(toMap(id, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }
}
