package io.quittance.intake;

import io.quittance.edge.InputError;
import io.quittance.intake.ImportRecordsRequest.AccountRecord;
import io.quittance.intake.ImportRecordsRequest.AllocationRecord;
import io.quittance.intake.ImportRecordsRequest.BillingItemRecord;
import io.quittance.intake.ImportRecordsRequest.InvoiceRecord;
import io.quittance.intake.ImportRecordsRequest.LineRecord;
import io.quittance.intake.ImportRecordsRequest.PaymentRecord;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Payment;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Finds every bad value of an import, each with its JSON pointer.
 *
 * <p>It sees the records together with what is known already, so that one call may bring an account, its items and their
 * invoices in any order.
 */
final class ImportRule {

    /** Minor units that can be counted. */
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final ImportRecordsRequest request;
    private final KnownRecords known;
    private final List<InputError> errors = new ArrayList<>();
    private final Map<String, AccountRecord> accounts = new HashMap<>();
    private final Map<String, BillingItemRecord> items = new HashMap<>();
    private final Map<String, InvoiceRecord> invoices = new HashMap<>();
    private final Map<String, LineRecord> lines = new HashMap<>();
    private final Map<String, String> invoiceOfLine = new HashMap<>();
    private final Set<String> categories = new HashSet<>();

    private ImportRule(ImportRecordsRequest request, KnownRecords known) {
        this.request = request;
        this.known = known;
        request.accounts().forEach(each -> accounts.put(each.id(), each));
        request.billingItems().forEach(each -> items.put(each.id(), each));
        request.itemCategories().forEach(each -> categories.add(each.id()));
        request.invoices().forEach(invoice -> {
            invoices.put(invoice.id(), invoice);
            invoice.lines().forEach(line -> {
                lines.put(line.id(), line);
                invoiceOfLine.put(line.id(), invoice.id());
            });
        });
    }

    static List<InputError> errors(ImportRecordsRequest request, KnownRecords known) {
        var rule = new ImportRule(request, known);
        rule.unique("/cancellationReasons", request.cancellationReasons(), each -> each.code(), "code");
        rule.unique("/accounts", request.accounts(), AccountRecord::id, "id");
        rule.unique("/itemCategories", request.itemCategories(), each -> each.id(), "id");
        rule.unique("/billingItems", request.billingItems(), BillingItemRecord::id, "id");
        rule.unique("/invoices", request.invoices(), InvoiceRecord::id, "id");
        rule.unique("/payments", request.payments(), PaymentRecord::id, "id");
        rule.each("/accounts", request.accounts(), rule::account);
        rule.each("/billingItems", request.billingItems(), rule::item);
        rule.each("/invoices", request.invoices(), rule::invoice);
        if (rule.errors.isEmpty()) {
            // Allocations are added up over lines, which must be right by themselves for it.
            rule.payments();
        }
        return rule.errors;
    }

    private interface Check<T> {
        void of(String pointer, T each);
    }

    private <T> void each(String pointer, List<T> records, Check<T> check) {
        for (int i = 0; i < records.size(); i++) {
            check.of(pointer + "/" + i, records.get(i));
        }
    }

    private <T> void unique(String pointer, List<T> records, Function<T, String> id, String field) {
        var seen = new HashSet<String>();
        each(pointer, records, (at, each) -> refuseIf(!seen.add(id.apply(each)), at + "/" + field, "stands twice"));
    }

    private void refuseIf(boolean bad, String pointer, String detail) {
        if (bad) {
            errors.add(new InputError(pointer, detail));
        }
    }

    private void account(String at, AccountRecord record) {
        refuseIf(!isCurrency(record.currency()), at + "/currency", "must be a currency of ISO 4217");
        refuseIf(!isZone(record.timeZone()), at + "/timeZone", "must be a time zone such as America/New_York");
        Account before = known.accounts().get(record.id());
        refuseIf(
                before != null && !before.currency.equals(record.currency()),
                at + "/currency",
                "cannot change" + (before == null ? "" : "; it is " + before.currency));
    }

    private void item(String at, BillingItemRecord record) {
        String currency = currencyOf(record.accountId()).orElse(null);
        refuseIf(currency == null, at + "/accountId", "is not a known account");
        money(at + "/price", record.price(), currency);
        refuseIf(
                record.categoryId() != null
                        && !categories.contains(record.categoryId())
                        && !known.categories().containsKey(record.categoryId()),
                at + "/categoryId",
                "is not a known category");
        BillingItem before = known.items().get(record.id());
        refuseIf(before != null && !before.accountId.equals(record.accountId()), at + "/accountId", "cannot change");
        refuseIf(
                before != null
                        && record.canceledOn() != null
                        && !(before.isEnded() && record.canceledOn().equals(before.effectiveOn())),
                at + "/canceledOn",
                "can only be given for an item that is not known yet; end it by cancel-billing-item");
        sibling(at + "/parentId", record.parentId(), record);
        refuseIf(isOwnAncestor(record), at + "/parentId", "makes the item its own ancestor");
        each(at + "/associated", record.associated(), (pointer, other) -> sibling(pointer, other, record));
        each(at + "/dependsOn", record.dependsOn(), (pointer, other) -> sibling(pointer, other, record));
    }

    private void sibling(String at, @Nullable String other, BillingItemRecord record) {
        if (other != null) {
            refuseIf(other.equals(record.id()), at, "is the item itself");
            refuseIf(
                    !accountOfItem(other).equals(Optional.of(record.accountId())),
                    at,
                    "is not a known billing item of the same account");
        }
    }

    private boolean isOwnAncestor(BillingItemRecord record) {
        var seen = new HashSet<String>();
        String parent = record.parentId();
        while (parent != null && !parent.equals(record.id()) && seen.add(parent)) {
            parent = parentOf(parent);
        }
        return parent != null && parent.equals(record.id()) && !parent.equals(record.parentId());
    }

    private @Nullable String parentOf(String item) {
        BillingItemRecord brought = items.get(item);
        if (brought != null) {
            return brought.parentId();
        }
        BillingItem before = known.items().get(item);
        return before == null ? null : before.parentId;
    }

    private void invoice(String at, InvoiceRecord record) {
        String currency = currencyOf(record.accountId()).orElse(null);
        refuseIf(currency == null, at + "/accountId", "is not a known account");
        refuseIf(record.dueOn().isBefore(record.issuedOn()), at + "/dueOn", "must not be before issuedOn");
        var seen = new HashSet<String>();
        each(at + "/lines", record.lines(), (pointer, line) -> {
            refuseIf(!seen.add(line.id()), pointer + "/id", "stands twice");
            refuseIf(
                    !record.id().equals(invoiceOfLine.get(line.id()))
                            || Optional.ofNullable(known.lines().get(line.id()))
                                    .filter(before -> !before.invoiceId.equals(record.id()))
                                    .isPresent(),
                    pointer + "/id",
                    "is the id of a line of another invoice");
            money(pointer + "/net", line.net(), currency);
            money(pointer + "/tax", line.tax(), currency);
            refuseIf(
                    !line.periodUntil().isAfter(line.periodFrom()),
                    pointer + "/periodUntil",
                    "must be after periodFrom");
            refuseIf(
                    line.billingItemId() != null
                            && !accountOfItem(line.billingItemId()).equals(Optional.of(record.accountId())),
                    pointer + "/billingItemId",
                    "is not a known billing item of the same account");
        });
        BigDecimal total = sum(record.lines().stream()
                .flatMap(line -> Stream.concat(Stream.of(line.net()), Stream.ofNullable(line.tax()))));
        refuseIf(total.compareTo(MOST) > 0, at + "/lines", "add up to more than can be counted");
        Invoice before = known.invoices().get(record.id());
        refuseIf(
                before != null && !isAsKnown(record, before),
                at,
                "is known already and cannot change; a correction is a new document");
    }

    private boolean isAsKnown(InvoiceRecord record, Invoice before) {
        List<InvoiceLine> knownLines = known.linesByInvoice().getOrDefault(before.id, List.of());
        return before.accountId.equals(record.accountId())
                && before.issuedOn.equals(record.issuedOn())
                && before.dueOn.equals(record.dueOn())
                && knownLines.size() == record.lines().size()
                && record.lines().stream()
                        .allMatch(line -> isAsKnown(line, known.lines().get(line.id())));
    }

    private static boolean isAsKnown(LineRecord record, @Nullable InvoiceLine before) {
        return before != null
                && Objects.equals(before.billingItemId, record.billingItemId())
                && before.description.equals(record.description())
                && before.periodFrom.equals(record.periodFrom())
                && before.periodUntil.equals(record.periodUntil())
                && before.netMinor == record.net().getAmountMinorLong()
                && before.taxMinor == minor(record.tax());
    }

    private void payments() {
        var open = new HashMap<String, Long>();
        known.lines().values().forEach(line -> open.put(line.id, line.outstandingMinor()));
        lines.values()
                .forEach(line -> open.putIfAbsent(line.id(), line.net().getAmountMinorLong() + minor(line.tax())));
        each("/payments", request.payments(), (at, payment) -> payment(at, payment, open));
    }

    private void payment(String at, PaymentRecord record, Map<String, Long> open) {
        String currency = currencyOf(record.accountId()).orElse(null);
        refuseIf(currency == null, at + "/accountId", "is not a known account");
        money(at + "/amount", record.amount(), currency);
        refuseIf(!record.amount().isPositive(), at + "/amount", "must be more than nothing");
        Payment before = known.payments().get(record.id());
        if (before != null) {
            refuseIf(
                    !isAsKnown(record, before),
                    at,
                    "is known already and cannot change; a correction is a new payment");
            return;
        }
        each(
                at + "/allocations",
                record.allocations(),
                (pointer, allocation) -> allocation(pointer, record, allocation, currency, open));
        refuseIf(
                record.amount().isPositive()
                        && allocated(record).compareTo(record.amount().getAmountMinor()) > 0,
                at + "/allocations",
                "add up to more than the payment");
    }

    private boolean isAsKnown(PaymentRecord record, Payment before) {
        long allocated = known.allocationsByPayment().getOrDefault(before.id, List.of()).stream()
                .mapToLong(each -> each.amountMinor)
                .sum();
        return before.accountId.equals(record.accountId())
                && before.amountMinor == record.amount().getAmountMinorLong()
                && before.receivedOn.equals(record.receivedOn())
                && allocated(record).compareTo(BigDecimal.valueOf(allocated)) == 0;
    }

    private static BigDecimal allocated(PaymentRecord record) {
        return sum(record.allocations().stream().map(AllocationRecord::amount));
    }

    /** Checks one allocation, and takes it off what is open. */
    private void allocation(
            String at,
            PaymentRecord payment,
            AllocationRecord record,
            @Nullable String currency,
            Map<String, Long> open) {
        money(at + "/amount", record.amount(), currency);
        if ((record.invoiceId() == null) == (record.lineId() == null)) {
            refuseIf(true, at, "must name either invoiceId or lineId");
            return;
        }
        List<String> paid = ImportedPayments.linesPaid(record, request, known);
        boolean ownLines = !paid.isEmpty()
                && paid.stream().allMatch(line -> accountOfLine(line).equals(Optional.of(payment.accountId())));
        if (!ownLines) {
            refuseIf(
                    true,
                    at + (record.lineId() == null ? "/invoiceId" : "/lineId"),
                    "is not known on an invoice of the same account");
            return;
        }
        long amount = record.amount().getAmountMinorLong();
        long openNow =
                paid.stream().mapToLong(line -> open.getOrDefault(line, 0L)).sum();
        refuseIf(amount <= 0, at + "/amount", "must be more than nothing");
        refuseIf(amount > openNow, at + "/amount", "is more than what is still to be paid");
        if (amount > 0 && amount <= openNow) {
            ImportedPayments.split(amount, paid, open).forEach((line, part) -> open.merge(line, -part, Long::sum));
        }
    }

    private void money(String at, @Nullable Money money, @Nullable String currency) {
        if (money != null) {
            refuseIf(
                    currency != null && !money.getCurrencyUnit().getCode().equals(currency),
                    at + "/currency",
                    "must be the account's currency, " + currency);
            refuseIf(money.isNegative(), at + "/amount", "must not be negative");
        }
    }

    private Optional<String> currencyOf(String account) {
        return Optional.ofNullable(accounts.get(account))
                .map(AccountRecord::currency)
                .or(() -> Optional.ofNullable(known.accounts().get(account)).map(before -> before.currency));
    }

    private Optional<String> accountOfItem(String item) {
        return Optional.ofNullable(items.get(item))
                .map(BillingItemRecord::accountId)
                .or(() -> Optional.ofNullable(known.items().get(item)).map(before -> before.accountId));
    }

    private Optional<String> accountOfLine(String line) {
        return Optional.ofNullable(invoiceOfLine.get(line))
                .map(invoices::get)
                .map(InvoiceRecord::accountId)
                .or(() -> Optional.ofNullable(known.lines().get(line))
                        .map(before -> known.invoices().get(before.invoiceId))
                        .map(invoice -> invoice.accountId));
    }

    private static long minor(@Nullable Money money) {
        return money == null ? 0 : money.getAmountMinorLong();
    }

    /** In minor units; exact, where it is more than a line or a payment can hold. */
    private static BigDecimal sum(Stream<Money> amounts) {
        return amounts.map(Money::getAmountMinor).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean isCurrency(String code) {
        try {
            return !CurrencyUnit.of(code).isPseudoCurrency();
        } catch (IllegalCurrencyException e) {
            return false;
        }
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
