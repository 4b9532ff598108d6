package io.quittance.intake;

import io.quittance.intake.known.ImportSnapshot;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.Endable;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.LineKind;
import io.quittance.persistence.Policy;
import io.quittance.persistence.ReasonCategory;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.Subscription.BilledAs;
import io.quittance.persistence.Timing;
import io.quittance.refund.payout.AccountMoney;
import io.quittance.settlement.NetAndTax;
import io.quittance.subscription.unused.ChargedLines;
import io.quittance.subscription.unused.UnusedCreditRule;
import io.quittance.subscription.unused.UnusedCreditRule.UnusedPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the new lines of an import that bill days after an end, and what of them is not owed: the same amount as if the
 * invoice had been known when the subscription, service or billing item ended.
 *
 * <p>A recurring line that begins on or after the end is not owed at all. One that contains the end is credited by the
 * policy, as by a termination; that of a billing item is not, since its current period is kept, nor that of a subscription
 * that ended by its expiry. An end that is not carried out yet settles the line itself.
 */
record LateLines(Account account, Policy policy, ImportSnapshot known, List<BilledLine> billed) {

    private static final NetAndTax NOTHING = new NetAndTax(0, 0);

    /** A new line with its invoice, both already written. */
    record BilledLine(Invoice invoice, InvoiceLine line) {}

    /**
     * A line for days after an end.
     *
     * @param endedOn first day not billed
     * @param cancellationId the cancellation that ended it; null if it was imported as ended
     * @param unused what is not owed
     */
    record LateLine(
            InvoiceLine line, LocalDate endedOn, @Nullable String cancellationId, NetAndTax unused) {}

    /** The late lines of one account, in their order. */
    List<LateLine> find() {
        return billed.stream().flatMap(each -> late(each.line()).stream()).toList();
    }

    private Optional<LateLine> late(InvoiceLine line) {
        return endOf(line)
                .filter(end -> line.periodUntil.isAfter(endedOn(end)))
                .map(end -> new LateLine(line, endedOn(end), end.cancellationId(), unused(line, end)))
                .filter(late -> late.unused().total() > 0);
    }

    /** The first end that concerns a line. */
    private Optional<Endable> endOf(InvoiceLine line) {
        Service service = known.contracts().services().get(String.valueOf(line.serviceId));
        Subscription subscription = known.contracts().subscriptions().get(String.valueOf(line.subscriptionId));
        BillingItem item = known.billingItems().items().get(String.valueOf(line.billingItemId));
        return Stream.of(
                        Optional.<Endable>ofNullable(service),
                        Optional.<Endable>ofNullable(subscription),
                        Optional.<Endable>ofNullable(item))
                .flatMap(Optional::stream)
                .filter(Endable::isEnded)
                .filter(end -> !(end instanceof BillingItem) || beginsAfter(line, end))
                .min(Comparator.comparing(this::endedOn));
    }

    private Optional<String> cancellationOf(InvoiceLine line) {
        return endOf(line).map(Endable::cancellationId);
    }

    /** First day not billed. */
    private LocalDate endedOn(Endable end) {
        Cancellation by = known.contracts().ends().get(String.valueOf(end.cancellationId()));
        return by == null ? Objects.requireNonNull(end.effectiveOn()) : by.billingEndsOn();
    }

    private boolean beginsAfter(InvoiceLine line, Endable end) {
        return !line.periodFrom.isBefore(endedOn(end));
    }

    private NetAndTax unused(InvoiceLine line, Endable end) {
        boolean isPeriodic = line.kind != LineKind.ONE_TIME && billedAs(line) == BilledAs.PERIODIC;
        if (isPeriodic && beginsAfter(line, end)) {
            return new NetAndTax(line.netMinor, line.taxMinor);
        }
        Cancellation by = known.contracts().ends().get(String.valueOf(end.cancellationId()));
        if (by == null || by.timing() == Timing.EXPIRY) {
            return NOTHING;
        }
        LocalDate from = by.billingEndsOn();
        Instant at = from.equals(by.effectiveOn())
                ? by.effectiveAt()
                : from.atStartOfDay(account.zone()).toInstant();
        var unused = new UnusedPeriod(from, at, ReasonCategory.ORDINARY, Set.of());
        return UnusedCreditRule.of(new OneInvoice(line), unused).stream()
                .filter(each -> each.line().line() == line)
                .map(UnusedCreditRule.UnusedCredit::credit)
                .findFirst()
                .orElse(NOTHING);
    }

    private BilledAs billedAs(InvoiceLine line) {
        Subscription subscription = known.contracts().subscriptions().get(String.valueOf(line.subscriptionId));
        return subscription == null ? BilledAs.PERIODIC : subscription.billedAs;
    }

    /** A late line among those of its invoice, with which it is taxed. */
    private final class OneInvoice implements ChargedLines {

        private final InvoiceLine late;

        private OneInvoice(InvoiceLine late) {
            this.late = late;
        }

        @Override
        public AccountMoney money() {
            return new AccountMoney(
                    account,
                    policy,
                    new AccountMoney.Costs(0, null, 0),
                    new AccountMoney.Notes(List.of(), List.of()),
                    List.of(),
                    ReasonCategory.ORDINARY);
        }

        @Override
        public List<PaidLine> lines() {
            return billed.stream()
                    .filter(each -> each.line().invoiceId.equals(late.invoiceId))
                    .filter(each -> cancellationOf(each.line()).equals(cancellationOf(late)))
                    .map(each -> new PaidLine(each.invoice(), each.line(), List.of()))
                    .toList();
        }

        @Override
        public List<InvoiceLine> documents() {
            return billed.stream()
                    .map(BilledLine::line)
                    .filter(line -> line.invoiceId.equals(late.invoiceId))
                    .toList();
        }

        @Override
        public Set<String> canceledAtOnce() {
            return known.billingItems().items().values().stream()
                    .filter(Endable::isEnded)
                    .filter(item -> isAtOnce(known.contracts().ends().get(String.valueOf(item.cancellationId()))))
                    .map(item -> item.id)
                    .collect(Collectors.toSet());
        }

        private static boolean isAtOnce(@Nullable Cancellation by) {
            return by != null && by.timing() == Timing.IMMEDIATE;
        }

        @Override
        public BilledAs billedAs(InvoiceLine line) {
            return LateLines.this.billedAs(line);
        }

        @Override
        public boolean isOfContract(CreditNote note) {
            return false;
        }
    }
}
