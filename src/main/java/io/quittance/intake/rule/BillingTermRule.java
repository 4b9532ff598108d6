package io.quittance.intake.rule;

import static io.quittance.persistence.BillingTerm.PenaltyKind.FIXED;
import static io.quittance.persistence.BillingTerm.PenaltyKind.MONTHS_LEFT;
import static io.quittance.persistence.BillingTerm.PenaltyKind.PERCENT_OF_REST;
import static io.quittance.persistence.BillingTerm.PenaltyKind.REDUCING;

import io.quittance.intake.record.BillingTermRecord;
import io.quittance.intake.record.BillingTermRecord.Penalty;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.persistence.BillingTerm;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the bad values of imported billing terms; of a class and currency one definition is active at most. */
public final class BillingTermRule {

    private final Map<String, BillingTerm> known;
    private final Findings findings;
    private final Map<Place, String> active = new HashMap<>();

    /** Only one definition per class and currency can be active. */
    private record Place(String termClass, String currency) {}

    public BillingTermRule(ImportRecordsRequest request, Map<String, BillingTerm> known, Findings findings) {
        this.known = known;
        this.findings = findings;
        Set<String> brought =
                request.billingTerms().stream().map(BillingTermRecord::id).collect(Collectors.toSet());
        known.values().stream()
                .filter(each -> each.active && !brought.contains(each.id))
                .forEach(each -> active.put(new Place(each.termClass, each.currency), each.id));
    }

    public void term(String at, BillingTermRecord record) {
        findings.refuseIf(
                !CurrencyRule.isCurrency(record.currency()), at + "/currency", "must be a currency of ISO 4217");
        BillingTerm before = known.get(record.id());
        findings.refuseIf(
                before != null && !before.termClass.equals(record.termClass()), at + "/termClass", "cannot change");
        findings.refuseIf(
                before != null && !before.currency.equals(record.currency()), at + "/currency", "cannot change");
        if (record.active()) {
            String other = active.putIfAbsent(new Place(record.termClass(), record.currency()), record.id());
            findings.refuseIf(
                    other != null,
                    at + "/active",
                    "cannot be true: " + other + " is the active definition of the class in the currency");
        }
        penalty(at + "/penalty", record.penalty(), record.currency());
    }

    private void penalty(String at, Penalty penalty, String currency) {
        only(
                at + "/amount",
                penalty.amount() != null,
                penalty.kind() == FIXED || penalty.kind() == MONTHS_LEFT,
                "FIXED or MONTHS_LEFT");
        only(at + "/percent", penalty.percent() != null, penalty.kind() == PERCENT_OF_REST, "PERCENT_OF_REST");
        only(at + "/bands", !penalty.bands().isEmpty(), penalty.kind() == REDUCING, "REDUCING");
        findings.money(at + "/amount", penalty.amount(), currency, "the term's");
        findings.unique(at + "/bands", penalty.bands(), band -> String.valueOf(band.monthsLeft()), "monthsLeft");
        findings.each(
                at + "/bands",
                penalty.bands(),
                (pointer, band) -> findings.money(pointer + "/amount", band.amount(), currency, "the term's"));
    }

    /** The fields that some kinds of penalty must have, and the others must not. */
    private void only(String at, boolean given, boolean needed, String kinds) {
        findings.refuseIf(needed && !given, at, "must be given for a penalty that is " + kinds);
        findings.refuseIf(given && !needed, at, "can be given for a penalty that is " + kinds + " only");
    }
}
