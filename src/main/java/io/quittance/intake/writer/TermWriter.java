package io.quittance.intake.writer;

import io.quittance.intake.known.KnownTerms;
import io.quittance.intake.record.BillingTermRecord;
import io.quittance.intake.record.BillingTermRecord.Band;
import io.quittance.intake.record.DistributorRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.RemovalConditionRecord;
import io.quittance.intake.record.SubscriptionDefinitionRecord;
import io.quittance.persistence.BillingTerm;
import io.quittance.persistence.Distributor;
import io.quittance.persistence.RemovalCondition;
import io.quittance.persistence.SubscriptionDefinition;
import java.util.Comparator;
import java.util.List;

/** Writes what an import says of how services leave: distributors, definitions, billing terms and conditions. */
public final class TermWriter {

    private final KnownTerms known;

    private TermWriter(KnownTerms known) {
        this.known = known;
    }

    public static void write(ImportRecordsRequest request, KnownTerms known) {
        var terms = new TermWriter(known);
        request.distributors().forEach(terms::distributor);
        request.subscriptionDefinitions().forEach(terms::definition);
        request.billingTerms().forEach(terms::term);
        request.removalConditions().forEach(terms::condition);
    }

    private void distributor(DistributorRecord record) {
        Distributor distributor = known.distributors().getOrDefault(record.id(), new Distributor());
        distributor.id = record.id();
        distributor.name = record.name();
        distributor.persist();
    }

    private void definition(SubscriptionDefinitionRecord record) {
        SubscriptionDefinition definition = known.definitions().getOrDefault(record.id(), new SubscriptionDefinition());
        definition.id = record.id();
        definition.name = record.name();
        definition.servicesRemovable = record.servicesRemovable();
        definition.leastServices = record.leastServices();
        definition.mandatoryClasses = record.mandatoryClasses();
        definition.persist();
    }

    private void term(BillingTermRecord record) {
        BillingTerm term = known.terms().getOrDefault(record.id(), new BillingTerm());
        term.id = record.id();
        term.termClass = record.termClass();
        term.name = record.name();
        term.currency = record.currency();
        term.active = record.active();
        term.noticeCount = record.noticeCount();
        term.noticeUnit = record.noticeUnit();
        term.duringBinding = record.duringBinding();
        term.leavingOn = record.leavingOn();
        term.regretDays = record.regretDays();
        penalty(record.penalty(), term);
        term.persist();
    }

    private static void penalty(BillingTermRecord.Penalty record, BillingTerm term) {
        List<Band> bands = record.bands().stream()
                .sorted(Comparator.comparing(Band::monthsLeft).reversed())
                .toList();
        term.penalty = record.kind();
        term.penaltyMinor = record.amount() == null ? null : record.amount().getAmountMinorLong();
        term.penaltyPercent = record.percentInThousandths();
        term.bandMonths = bands.stream().map(Band::monthsLeft).toList();
        term.bandMinor =
                bands.stream().map(band -> band.amount().getAmountMinorLong()).toList();
    }

    private void condition(RemovalConditionRecord record) {
        RemovalCondition condition = known.conditions().getOrDefault(record.id(), new RemovalCondition());
        condition.id = record.id();
        condition.subject = record.subject();
        condition.kind = record.kind();
        condition.ofClass = record.ofClass();
        condition.needsClass = record.needsClass();
        condition.distributorId = record.distributorId();
        condition.alternative = record.alternative();
        condition.active = record.active();
        condition.persist();
    }
}
