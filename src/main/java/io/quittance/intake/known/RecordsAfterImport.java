package io.quittance.intake.known;

import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.ImportRecordsRequest.AccountRecord;
import io.quittance.intake.record.ImportRecordsRequest.BillingItemRecord;
import io.quittance.intake.record.ImportRecordsRequest.InvoiceRecord;
import io.quittance.intake.record.ImportRecordsRequest.LineRecord;
import io.quittance.intake.record.ServiceRecord;
import io.quittance.intake.record.SubscriptionRecord;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.InvoiceState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The relations of records after an import: by its own records, else by the known ones. So one call may bring an
 * account, its items and their invoices in any order.
 */
public final class RecordsAfterImport {

    /** Of a record that would be new. */
    public static final String CLOSED = "is an account that is closed; no new records can be created for it";

    private final ImportSnapshot known;
    private final Map<String, AccountRecord> accounts = new HashMap<>();
    private final Map<String, SubscriptionRecord> subscriptions = new HashMap<>();
    private final Map<String, ServiceRecord> services = new HashMap<>();
    private final Map<String, BillingItemRecord> items = new HashMap<>();
    private final Map<String, InvoiceRecord> invoices = new HashMap<>();
    private final Map<String, String> invoiceOfLine = new HashMap<>();
    private final Set<String> categories = new HashSet<>();

    public RecordsAfterImport(ImportRecordsRequest request, ImportSnapshot known) {
        this.known = known;
        request.accounts().forEach(each -> accounts.put(each.id(), each));
        request.subscriptions().forEach(each -> subscriptions.put(each.id(), each));
        request.services().forEach(each -> services.put(each.id(), each));
        request.billingItems().forEach(each -> items.put(each.id(), each));
        request.itemCategories().forEach(each -> categories.add(each.id()));
        request.invoices().forEach(invoice -> {
            invoices.put(invoice.id(), invoice);
            invoice.lines().forEach(line -> invoiceOfLine.put(line.id(), invoice.id()));
        });
    }

    public boolean hasCategory(String category) {
        return categories.contains(category)
                || known.billingItems().categories().containsKey(category);
    }

    /** Returns true if another invoice has a line of this id too. */
    public boolean isOfAnotherInvoice(String line, String invoice) {
        InvoiceLine before = known.documents().lines().get(line);
        return !invoice.equals(invoiceOfLine.get(line)) || (before != null && !before.invoiceId.equals(invoice));
    }

    public boolean isClosed(String account) {
        Account before = known.accounts().get(account);
        return before != null && before.isClosed();
    }

    public Optional<String> currencyOf(String account) {
        return Optional.ofNullable(accounts.get(account))
                .map(AccountRecord::currency)
                .or(() -> Optional.ofNullable(known.accounts().get(account)).map(before -> before.currency));
    }

    /** The time zone of an account that is right by itself. */
    ZoneId zoneOf(String account) {
        AccountRecord brought = accounts.get(account);
        return brought == null
                ? Objects.requireNonNull(known.accounts().get(account)).zone()
                : ZoneId.of(brought.timeZone());
    }

    /** The moment at which a day begins for an account that is right by itself. */
    public Instant startOf(LocalDate day, String account) {
        return day.atStartOfDay(zoneOf(account)).toInstant();
    }

    public Optional<String> accountOfSubscription(String subscription) {
        return Optional.ofNullable(subscriptions.get(subscription))
                .map(SubscriptionRecord::accountId)
                .or(() -> Optional.ofNullable(known.contracts().subscriptions().get(subscription))
                        .map(before -> before.accountId));
    }

    public Optional<String> subscriptionOfService(String service) {
        return Optional.ofNullable(services.get(service))
                .map(ServiceRecord::subscriptionId)
                .or(() -> Optional.ofNullable(known.contracts().services().get(service))
                        .map(before -> before.subscriptionId));
    }

    /** The subscription of a line: the one it names, else that of its service. */
    @Nullable
    public String subscriptionOf(LineRecord line) {
        return line.subscriptionId() == null && line.serviceId() != null
                ? subscriptionOfService(line.serviceId()).orElse(null)
                : line.subscriptionId();
    }

    public Optional<String> accountOfItem(String item) {
        return Optional.ofNullable(items.get(item))
                .map(BillingItemRecord::accountId)
                .or(() -> Optional.ofNullable(known.billingItems().items().get(item))
                        .map(before -> before.accountId));
    }

    public Optional<String> accountOfInvoice(String invoice) {
        return Optional.ofNullable(invoices.get(invoice))
                .map(InvoiceRecord::accountId)
                .or(() -> Optional.ofNullable(known.documents().invoices().get(invoice))
                        .map(before -> before.accountId));
    }

    public Optional<String> accountOfLine(String line) {
        return Optional.ofNullable(invoiceOfLine.get(line))
                .map(invoices::get)
                .map(InvoiceRecord::accountId)
                .or(() -> Optional.ofNullable(known.documents().lines().get(line))
                        .map(before -> known.documents().invoices().get(before.invoiceId))
                        .map(invoice -> invoice.accountId));
    }

    @Nullable
    public String parentOf(String item) {
        BillingItemRecord brought = items.get(item);
        if (brought != null) {
            return brought.parentId();
        }
        BillingItem before = known.billingItems().items().get(item);
        return before == null ? null : before.parentId;
    }

    @Nullable
    public String invoiceOf(String line) {
        InvoiceLine before = known.documents().lines().get(line);
        return before == null ? invoiceOfLine.get(line) : before.invoiceId;
    }

    /** Returns true if a known invoice is canceled with its bill run. */
    boolean isCanceled(String invoice) {
        Invoice before = known.documents().invoices().get(invoice);
        return before != null && before.state(runOf(before)) == InvoiceState.CANCELED;
    }

    private @Nullable BillRun runOf(Invoice invoice) {
        return invoice.billRunId == null ? null : known.billRuns().runs().get(invoice.billRunId);
    }
}
