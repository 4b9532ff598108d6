package io.quittance.intake.writer;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.quittance.desk.Journal;
import io.quittance.event.PaymentReversed;
import io.quittance.intake.known.ImportSnapshot.KnownPayments;
import io.quittance.intake.record.PaymentReversalRecord;
import io.quittance.persistence.Payment;
import io.quittance.persistence.PaymentAllocation;
import io.quittance.persistence.PaymentReversal;
import io.quittance.persistence.PaymentReversalPart;
import io.quittance.settlement.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.joda.money.Money;

/**
 * Writes the reversals of an import. A reversal takes what no line has taken first, then what lines have not refunded, in
 * proportion; only then what was refunded, which is then lost.
 */
public final class ReversalWriter {

    private final Map<String, Payment> payments;
    private final Map<String, List<PaymentAllocation>> allocations;

    /** What this import has reversed so far of each payment, and of each of its lines, in minor units. */
    private final Map<String, Long> reversed = new HashMap<>();

    private final Map<PaymentAllocation, Long> reversedOfLines = new HashMap<>();
    private final Journal journal;

    private ReversalWriter(
            Map<String, Payment> payments, Map<String, List<PaymentAllocation>> allocations, Journal journal) {
        this.payments = payments;
        this.allocations = allocations;
        this.journal = journal;
    }

    /**
     * Writes the new ones; payments are already in the database.
     *
     * @return the lines that are owed again
     */
    public static Set<String> write(List<PaymentReversalRecord> records, KnownPayments known, Journal journal) {
        List<PaymentReversalRecord> unknown = records.stream()
                .filter(each -> !known.reversals().containsKey(each.id()))
                .toList();
        if (unknown.isEmpty()) {
            return Set.of();
        }
        Set<String> ids = new HashSet<>();
        unknown.forEach(each -> ids.add(each.paymentId()));
        var writer = new ReversalWriter(
                Payment.<Payment>list("id in ?1", ids).stream()
                        .collect(toMap(payment -> payment.id, Function.identity())),
                PaymentAllocation.<PaymentAllocation>list("paymentId in ?1 order by lineId", ids).stream()
                        .collect(groupingBy(allocation -> allocation.paymentId)),
                journal);
        var lines = new HashSet<String>();
        unknown.forEach(each -> lines.addAll(writer.reverse(each)));
        Payment.flush();
        return lines;
    }

    private Set<String> reverse(PaymentReversalRecord record) {
        long amount = record.amount().getAmountMinorLong();
        var reversal = new PaymentReversal();
        reversal.id = record.id();
        reversal.paymentId = record.paymentId();
        reversal.amountMinor = amount;
        reversal.reversedOn = record.reversedOn();
        reversal.kind = record.kind();
        reversal.persist();
        Payment payment = payments.get(record.paymentId());
        if (payment == null) {
            throw new IllegalStateException("Payment " + record.paymentId() + " is gone");
        }
        Map<String, Long> parts = parts(payment, amount);
        int number = 0;
        for (Map.Entry<String, Long> part : parts.entrySet()) {
            new PaymentReversalPart(record.id(), ++number, part.getKey(), part.getValue()).persist();
        }
        long before = reversed.getOrDefault(payment.id, 0L);
        reversed.put(payment.id, before + amount);
        long atRisk = Math.max(0, before + amount - payment.leftMinor()) - Math.max(0, before - payment.leftMinor());
        journal.publish(new PaymentReversed(
                record.id(),
                record.paymentId(),
                record.accountId(),
                PaymentReversed.Kind.valueOf(record.kind().name()),
                record.amount(),
                Money.ofMinor(record.amount().getCurrencyUnit(), atRisk)));
        return parts.keySet();
    }

    /** What goes back of each line. */
    private Map<String, Long> parts(Payment payment, long amount) {
        List<PaymentAllocation> lines = allocations.getOrDefault(payment.id, List.of());
        List<Long> unrefunded =
                lines.stream().map(line -> Math.max(0, left(line))).toList();
        long unallocated = payment.leftMinor()
                - reversed.getOrDefault(payment.id, 0L)
                - lines.stream().mapToLong(this::left).sum();
        long open = amount - Math.min(amount, Math.max(0, unallocated));
        List<Long> first = Split.of(Math.min(open, sum(unrefunded)), unrefunded);
        var refunded = new ArrayList<Long>();
        for (int i = 0; i < lines.size(); i++) {
            refunded.add(unreversed(lines.get(i)) - first.get(i));
        }
        List<Long> then = Split.of(Math.min(open - sum(first), sum(refunded)), refunded);
        var parts = new LinkedHashMap<String, Long>();
        for (int i = 0; i < lines.size(); i++) {
            long part = first.get(i) + then.get(i);
            if (part > 0) {
                parts.put(lines.get(i).lineId, part);
                reversedOfLines.merge(lines.get(i), part, Long::sum);
            }
        }
        return parts;
    }

    private long left(PaymentAllocation line) {
        return line.leftMinor() - reversedOfLines.getOrDefault(line, 0L);
    }

    private long unreversed(PaymentAllocation line) {
        return line.unreversedMinor() - reversedOfLines.getOrDefault(line, 0L);
    }

    private static long sum(List<Long> amounts) {
        return amounts.stream().mapToLong(Long::longValue).sum();
    }
}
