package io.quittance.intake.rule;

import io.quittance.intake.known.ImportSnapshot.KnownPayments;
import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.record.PaymentRecord;
import io.quittance.intake.record.PaymentReversalRecord;
import io.quittance.persistence.Payment;
import io.quittance.persistence.PaymentReversal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the bad values of imported reversals, one after the other: together they are no more than the payment. */
public final class PaymentReversalRule {

    private final KnownPayments known;
    private final RecordsAfterImport standing;
    private final Findings findings;
    private final Map<String, PaymentRecord> brought = new HashMap<>();
    private final Map<String, Long> left = new HashMap<>();

    public PaymentReversalRule(
            List<PaymentRecord> payments, KnownPayments known, RecordsAfterImport standing, Findings findings) {
        this.known = known;
        this.standing = standing;
        this.findings = findings;
        payments.forEach(each -> brought.put(each.id(), each));
    }

    public void reversal(String at, PaymentReversalRecord record) {
        String currency = standing.currencyOf(record.accountId()).orElse(null);
        findings.refuseIf(currency == null, at + "/accountId", "is not a known account");
        findings.money(at + "/amount", record.amount(), currency);
        findings.refuseIf(!record.amount().isPositive(), at + "/amount", "must be greater than zero");
        PaymentReversal before = known.reversals().get(record.id());
        if (before != null) {
            findings.refuseIf(!isAsKnown(record, before), at, "is known already and cannot change");
            return;
        }
        boolean isOwn = record.accountId().equals(accountOf(record.paymentId()));
        findings.refuseIf(!isOwn, at + "/paymentId", "is not a known payment of the same account");
        if (isOwn) {
            long rest = left.computeIfAbsent(record.paymentId(), this::unreversed);
            long minor = record.amount().getAmountMinorLong();
            findings.refuseIf(minor > rest, at + "/amount", "is more than what has not been reversed of the payment");
            left.put(record.paymentId(), rest - Math.max(0, Math.min(minor, rest)));
        }
    }

    private @Nullable String accountOf(String payment) {
        Payment before = known.payments().get(payment);
        if (before != null) {
            return before.accountId;
        }
        PaymentRecord record = brought.get(payment);
        return record == null ? null : record.accountId();
    }

    private long unreversed(String payment) {
        Payment before = known.payments().get(payment);
        PaymentRecord record = brought.get(payment);
        if (before != null) {
            return before.unreversedMinor();
        }
        return record == null ? 0 : record.amount().getAmountMinorLong();
    }

    private static boolean isAsKnown(PaymentReversalRecord record, PaymentReversal before) {
        return before.paymentId.equals(record.paymentId())
                && before.amountMinor == record.amount().getAmountMinorLong()
                && before.reversedOn.equals(record.reversedOn())
                && before.kind == record.kind();
    }
}
