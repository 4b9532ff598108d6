package io.quittance.intake.rule;

import io.quittance.intake.known.ImportSnapshot;
import io.quittance.intake.known.OpenLines;
import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.record.ImportRecordsRequest.InvoiceRecord;
import io.quittance.intake.record.ImportRecordsRequest.LineRecord;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the bad values of an imported invoice. One that is known cannot change: a correction is a new document. */
public final class InvoiceRule {

    private final ImportSnapshot known;
    private final RecordsAfterImport standing;
    private final Findings findings;

    public InvoiceRule(ImportSnapshot known, RecordsAfterImport standing, Findings findings) {
        this.known = known;
        this.standing = standing;
        this.findings = findings;
    }

    public void invoice(String at, InvoiceRecord record) {
        String currency = standing.currencyOf(record.accountId()).orElse(null);
        findings.refuseIf(currency == null, at + "/accountId", "is not a known account");
        findings.refuseIf(record.dueOn().isBefore(record.issuedOn()), at + "/dueOn", "must not be before issuedOn");
        var seen = new HashSet<String>();
        findings.each(at + "/lines", record.lines(), (pointer, line) -> {
            findings.refuseIf(!seen.add(line.id()), pointer + "/id", "is a duplicate");
            findings.refuseIf(
                    standing.isOfAnotherInvoice(line.id(), record.id()),
                    pointer + "/id",
                    "is the id of a line of another invoice");
            findings.money(pointer + "/net", line.net(), currency);
            findings.money(pointer + "/coupon", line.coupon(), currency);
            findings.money(pointer + "/tax", line.tax(), currency);
            findings.refuseIf(
                    !line.periodUntil().isAfter(line.periodFrom()),
                    pointer + "/periodUntil",
                    "must be after periodFrom");
            findings.refuseIf(
                    line.billingItemId() != null
                            && !standing.accountOfItem(line.billingItemId()).equals(Optional.of(record.accountId())),
                    pointer + "/billingItemId",
                    "is not a known billing item of the same account");
            contract(pointer, line, record.accountId());
            tax(pointer, line);
        });
        Invoice before = known.documents().invoices().get(record.id());
        findings.refuseIf(
                before == null && standing.isClosed(record.accountId()), at + "/accountId", RecordsAfterImport.CLOSED);
        findings.refuseIf(
                before != null && !isAsKnown(record, before),
                at,
                "is known already and cannot change; a correction is a new document");
    }

    private void contract(String at, LineRecord line, String account) {
        findings.refuseIf(
                line.subscriptionId() != null && !isOf(account, Optional.of(line.subscriptionId())),
                at + "/subscriptionId",
                "is not a known subscription of the same account");
        if (line.serviceId() != null) {
            Optional<String> subscription = standing.subscriptionOfService(line.serviceId());
            findings.refuseIf(
                    !isOf(account, subscription), at + "/serviceId", "is not a known service of the same account");
            findings.refuseIf(
                    line.subscriptionId() != null && !subscription.equals(Optional.of(line.subscriptionId())),
                    at + "/serviceId",
                    "is not a service of this subscription");
        }
    }

    private boolean isOf(String account, Optional<String> subscription) {
        return subscription.flatMap(standing::accountOfSubscription).equals(Optional.of(account));
    }

    /** The billing system may round otherwise, or share one tax over its lines: by one minor unit. */
    private void tax(String at, LineRecord line) {
        if (line.taxRate() != null) {
            BigDecimal tax = line.net()
                    .getAmountMinor()
                    .multiply(new BigDecimal(line.taxRate()))
                    .movePointLeft(2)
                    .setScale(0, RoundingMode.HALF_UP);
            findings.refuseIf(
                    tax.subtract(BigDecimal.valueOf(OpenLines.minorUnits(line.tax())))
                                    .abs()
                                    .compareTo(BigDecimal.ONE)
                            > 0,
                    at + "/tax",
                    "must be " + line.taxRate() + " % of the net, within one minor unit");
        }
    }

    private boolean isAsKnown(InvoiceRecord record, Invoice before) {
        List<InvoiceLine> knownLines = known.documents().linesByInvoice().getOrDefault(before.id, List.of());
        return before.accountId.equals(record.accountId())
                && before.issuedOn.equals(record.issuedOn())
                && before.dueOn.equals(record.dueOn())
                && knownLines.size() == record.lines().size()
                && record.lines().stream()
                        .allMatch(line ->
                                isAsKnown(line, known.documents().lines().get(line.id())));
    }

    private boolean isAsKnown(LineRecord record, @Nullable InvoiceLine before) {
        return before != null
                && Objects.equals(before.billingItemId, record.billingItemId())
                && Objects.equals(before.subscriptionId, standing.subscriptionOf(record))
                && Objects.equals(before.serviceId, record.serviceId())
                && before.kind == record.kind()
                && before.description.equals(record.description())
                && before.periodFrom.equals(record.periodFrom())
                && before.periodUntil.equals(record.periodUntil())
                && before.netMinor == record.net().getAmountMinorLong()
                && before.couponMinor == OpenLines.minorUnits(record.coupon())
                && before.taxMinor == OpenLines.minorUnits(record.tax())
                && Objects.equals(before.taxRate, record.taxRateInThousandths());
    }
}
