package io.quittance.invoice;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.funqy.Funq;
import io.quittance.call.Role;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.Page;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.InvoiceState;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Lists the invoices of a tenant or of one account, in the order of their ids, with their outstanding amounts.
 *
 * <p>Customers see posted invoices only.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class ListInvoices {

    private final Desk desk;

    ListInvoices(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-invoices")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Page<Row> list(ListInvoicesRequest request) {
        return desk.read(request, ListInvoices::read);
    }

    private static Page<Row> read(ListInvoicesRequest request, AccountLocks locks, CallContext asked) {
        Page<Invoice> page = Page.of(
                Where.of("id > :after", Page.placeAfter(request.cursor(), ""))
                        .and("accountId = :account", locks.listedAccount(request.accountId()))
                        .and("billRunId = :run", request.billRunId())
                        // Customers do not see invoices that were never posted.
                        .and("state = :shown", asked.by().role() == Role.CUSTOMER ? InvoiceState.POSTED : null)
                        .and(
                                "id in (select l.invoiceId from InvoiceLine l where l.billingItemId = :item)",
                                request.billingItemId())
                        .and(
                                "case when exists (select 1 from InvoiceLine l where l.invoiceId = it.id"
                                        + " and l.outstanding > 0) and it.state <> CANCELED and (it.billRunId is null or exists"
                                        + " (select 1 from BillRun r where r.id = it.billRunId and not r.ending))"
                                        + " then true else false end = :open",
                                request.open())
                        .list(Invoice.class, "id", Page.rowsFor(request.limit())),
                request.limit(),
                invoice -> invoice.id);
        List<InvoiceLine> lines = InvoiceLine.list(
                "invoiceId in ?1 order by invoiceId, id",
                page.items().stream().map(invoice -> invoice.id).toList());
        Set<String> left = BillingItem.<BillingItem>list(
                        "leftInvoicesAt is not null and id in ?1",
                        lines.stream().map(line -> line.billingItemId).collect(Collectors.toSet()))
                .stream()
                .map(item -> item.id)
                .collect(Collectors.toSet());
        Map<String, List<InvoiceLine>> byInvoice =
                lines.stream().collect(Collectors.groupingBy(line -> line.invoiceId));
        Map<String, BillRun> runs = BillRun.<BillRun>list(
                        "id in ?1",
                        page.items().stream()
                                .map(invoice -> invoice.billRunId)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(run -> run.id, Function.identity()));
        return page.map(invoice -> Row.of(
                invoice,
                invoice.state(invoice.billRunId == null ? null : runs.get(invoice.billRunId)),
                byInvoice.getOrDefault(invoice.id, List.of()),
                left));
    }

    /**
     * Filters; all may be left out.
     *
     * @param billingItemId only those with a line of this item
     * @param billRunId only those that this bill run made
     * @param open true: only those with an outstanding balance; false: only those without, or canceled
     * @param limit rows a page, 1 to 200, 50 where left out
     */
    public record ListInvoicesRequest(
            @Nullable @Size(max = 64) String accountId,

            @Nullable @Size(max = 64) String billingItemId,

            @Nullable @Size(max = 64) String billRunId,

            @Nullable Boolean open,
            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}

    /**
     * One invoice, in its own currency: {@code outstanding} is {@code total − credited − paid − applied + returned + reversed},
     * and nothing where it is canceled.
     *
     * @param state CANCELED as soon as its bill run is
     * @param credited the amount that is no longer owed
     */
    public record Row(
            String invoiceId,
            String accountId,
            @Nullable String billRunId,
            InvoiceState state,
            LocalDate issuedOn,
            LocalDate dueOn,
            Money total,
            Money credited,
            @JsonUnwrapped Payments payments,
            Money outstanding,
            List<Line> lines) {

        static Row of(Invoice invoice, InvoiceState state, List<InvoiceLine> lines, Set<String> left) {
            CurrencyUnit currency = CurrencyUnit.of(invoice.currency);
            boolean canceled = state == InvoiceState.CANCELED;
            return new Row(
                    invoice.id,
                    invoice.accountId,
                    invoice.billRunId,
                    state,
                    invoice.issuedOn,
                    invoice.dueOn,
                    sum(currency, lines, InvoiceLine::totalMinor),
                    sum(currency, lines, InvoiceLine::creditedMinor),
                    new Payments(
                            sum(currency, lines, InvoiceLine::paidMinor),
                            sum(currency, lines, InvoiceLine::appliedMinor),
                            new Returns(
                                    sum(currency, lines, InvoiceLine::refundedMinor),
                                    sum(currency, lines, InvoiceLine::reversedMinor))),
                    canceled ? Money.zero(currency) : sum(currency, lines, InvoiceLine::outstandingMinor),
                    lines.stream()
                            .map(line -> Line.of(
                                    line,
                                    currency,
                                    canceled,
                                    line.billingItemId != null && left.contains(line.billingItemId)))
                            .toList());
        }

        private static Money sum(CurrencyUnit currency, List<InvoiceLine> lines, ToLongFunction<InvoiceLine> amount) {
            return Money.ofMinor(currency, lines.stream().mapToLong(amount).sum());
        }
    }

    /**
     * The payments of an invoice or of one of its lines.
     *
     * @param paid with money
     * @param applied paid by credit
     */
    public record Payments(
            Money paid, Money applied, @JsonUnwrapped Returns returns) {}

    /**
     * What was paid and went back.
     *
     * @param returned refunded of what was paid
     * @param reversed what went back by the bank
     */
    public record Returns(Money returned, Money reversed) {}

    /** The subject of an invoice line: a billing item, or a subscription and perhaps one of its services. */
    public record LineSubject(
            @Nullable String billingItemId,
            @Nullable String subscriptionId,
            @Nullable String serviceId) {}

    /**
     * One line: {@code outstanding} is {@code net + tax − credited − paid − applied + returned + reversed}.
     *
     * @param periodUntil first day not billed
     * @param itemLeft whether the item has ended and all of its balances are paid; it is then no longer on open
     *     invoices
     */
    public record Line(
            String lineId,
            @JsonUnwrapped LineSubject subject,
            String description,
            LocalDate periodFrom,
            LocalDate periodUntil,
            Money net,
            Money tax,
            Money credited,
            @JsonUnwrapped Payments payments,
            Money outstanding,
            boolean itemLeft) {

        static Line of(InvoiceLine line, CurrencyUnit currency, boolean canceled, boolean itemLeft) {
            return new Line(
                    line.id,
                    new LineSubject(line.billingItemId, line.subscriptionId, line.serviceId),
                    line.description,
                    line.periodFrom,
                    line.periodUntil,
                    Money.ofMinor(currency, line.netMinor),
                    Money.ofMinor(currency, line.taxMinor),
                    Money.ofMinor(currency, line.creditedMinor()),
                    new Payments(
                            Money.ofMinor(currency, line.paidMinor()),
                            Money.ofMinor(currency, line.appliedMinor()),
                            new Returns(
                                    Money.ofMinor(currency, line.refundedMinor()),
                                    Money.ofMinor(currency, line.reversedMinor()))),
                    Money.ofMinor(currency, canceled ? 0 : line.outstandingMinor()),
                    itemLeft);
        }
    }
}
