package io.quittance.intake.rule;

import io.quittance.intake.known.KnownCredits;
import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.record.CreditNoteRecord;
import io.quittance.persistence.CreditNote;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the bad values of an imported credit note. One that is known cannot change; a used one stays used. */
public final class CreditNoteRule {

    private final KnownCredits known;
    private final RecordsAfterImport standing;
    private final Findings findings;

    public CreditNoteRule(KnownCredits known, RecordsAfterImport standing, Findings findings) {
        this.known = known;
        this.standing = standing;
        this.findings = findings;
    }

    public void creditNote(String at, CreditNoteRecord record) {
        String currency = standing.currencyOf(record.accountId()).orElse(null);
        findings.refuseIf(currency == null, at + "/accountId", "is not a known account");
        findings.money(at + "/amount", record.amount(), currency);
        findings.refuseIf(!record.amount().isPositive(), at + "/amount", "must be greater than zero");
        own(at + "/subscriptionId", record, standing::accountOfSubscription, record.subscriptionId());
        own(at + "/billingItemId", record, standing::accountOfItem, record.billingItemId());
        own(at + "/lineId", record, standing::accountOfLine, record.lineId());
        CreditNote before = known.notes().get(record.id());
        findings.refuseIf(
                before != null && !isAsKnown(record, before),
                at,
                "is known already and cannot change; a correction is a new credit note");
    }

    private void own(
            String at, CreditNoteRecord record, Function<String, Optional<String>> accountOf, @Nullable String id) {
        findings.refuseIf(
                id != null && !accountOf.apply(id).equals(Optional.of(record.accountId())),
                at,
                "is not known of the same account");
    }

    private static boolean isAsKnown(CreditNoteRecord record, CreditNote before) {
        return before.accountId.equals(record.accountId())
                && before.amountMinor == record.amount().getAmountMinorLong()
                && before.issuedOn.equals(record.issuedOn())
                && Objects.equals(before.subscriptionId, record.subscriptionId())
                && Objects.equals(before.billingItemId, record.billingItemId())
                && Objects.equals(before.lineId, record.lineId())
                && Objects.equals(before.billRunId, record.billRunId());
    }
}
