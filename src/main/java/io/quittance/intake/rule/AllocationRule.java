package io.quittance.intake.rule;

import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.record.AllocatedRecord;
import io.quittance.intake.record.AllocationRecord;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bad values of what a payment or a use of credit has in common. What an allocation exceeds the outstanding
 * amount by is no bad value: the payment is a fact, and the excess stays unallocated.
 */
public final class AllocationRule {

    private final RecordsAfterImport standing;
    private final Findings findings;

    public AllocationRule(RecordsAfterImport standing, Findings findings) {
        this.standing = standing;
        this.findings = findings;
    }

    /** The account and the amount. */
    void amount(String at, AllocatedRecord record) {
        String currency = standing.currencyOf(record.accountId()).orElse(null);
        findings.refuseIf(currency == null, at + "/accountId", "is not a known account");
        findings.money(at + "/amount", record.amount(), currency);
        findings.refuseIf(!record.amount().isPositive(), at + "/amount", "must be greater than zero");
    }

    /** What is paid: lines or invoices of the same account. */
    void allocations(String at, AllocatedRecord record) {
        String currency = standing.currencyOf(record.accountId()).orElse(null);
        findings.each(
                at + "/allocations",
                record.allocations(),
                (pointer, allocation) -> allocation(pointer, record, allocation, currency));
    }

    /** The sum of the allocations in minor units; exact, where it is more than an amount can hold. */
    static BigDecimal allocated(AllocatedRecord record) {
        return record.allocations().stream()
                .map(each -> each.amount().getAmountMinor())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * Returns true if the allocation of a known record is unchanged.
     *
     * @param paid the paid amount of each line, in minor units
     * @param excess by invoice, what it was to pay beyond what was owed then
     */
    boolean isAsKnown(AllocatedRecord record, Map<String, Long> paid, Map<String, Long> excess) {
        boolean byLines = excess.isEmpty() && record.allocations().stream().allMatch(each -> each.lineId() != null);
        // An invoice that was paid as a whole is compared as a whole: its lines shared what was open then.
        Map<String, BigDecimal> named = sums(
                record.allocations(),
                each -> byLines
                        ? each.lineId()
                        : each.lineId() == null ? each.invoiceId() : standing.invoiceOf(each.lineId()),
                each -> each.amount().getAmountMinorLong());
        Map<String, BigDecimal> kept = sums(
                paid.entrySet(),
                each -> byLines ? each.getKey() : standing.invoiceOf(each.getKey()),
                Map.Entry::getValue);
        excess.forEach((invoice, minor) -> kept.merge(invoice, BigDecimal.valueOf(minor), BigDecimal::add));
        return named.equals(kept);
    }

    private static <T> Map<String, BigDecimal> sums(
            Collection<T> allocations, Function<T, @Nullable String> place, ToLongFunction<T> amount) {
        var sums = new HashMap<String, BigDecimal>();
        allocations.forEach(each -> sums.merge(
                String.valueOf(place.apply(each)), BigDecimal.valueOf(amount.applyAsLong(each)), BigDecimal::add));
        return sums;
    }

    private void allocation(String at, AllocatedRecord paying, AllocationRecord record, @Nullable String currency) {
        findings.money(at + "/amount", record.amount(), currency);
        if ((record.invoiceId() == null) == (record.lineId() == null)) {
            findings.refuseIf(true, at, "must name either invoiceId or lineId");
            return;
        }
        Optional<String> account = record.lineId() == null
                ? standing.accountOfInvoice(String.valueOf(record.invoiceId()))
                : standing.accountOfLine(record.lineId());
        findings.refuseIf(
                !account.equals(Optional.of(paying.accountId())),
                at + (record.lineId() == null ? "/invoiceId" : "/lineId"),
                "is not known on an invoice of the same account");
        findings.refuseIf(!record.amount().isPositive(), at + "/amount", "must be greater than zero");
    }
}
