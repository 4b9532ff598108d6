package io.quittance.intake.writer;

import io.quittance.intake.known.KnownBelongings;
import io.quittance.intake.known.RecordsAfterImport;
import io.quittance.intake.record.BindingExtensionRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.InstalledItemRecord;
import io.quittance.intake.record.PlannedActionRecord;
import io.quittance.intake.record.UseRecord;
import io.quittance.persistence.BindingExtension;
import io.quittance.persistence.InstalledItem;
import io.quittance.persistence.PlannedAction;
import io.quittance.persistence.UsageRecord;

/** Writes what belongs to services and subscriptions. What an end has taken along stays as it is. */
public final class BelongingWriter {

    private final KnownBelongings known;
    private final RecordsAfterImport standing;

    private BelongingWriter(KnownBelongings known, RecordsAfterImport standing) {
        this.known = known;
        this.standing = standing;
    }

    /** Writes them behind the services and subscriptions, which they name. */
    public static void write(ImportRecordsRequest request, KnownBelongings known, RecordsAfterImport standing) {
        var belongings = new BelongingWriter(known, standing);
        request.bindingExtensions().stream()
                .filter(each -> !known.extensions().containsKey(each.id()))
                .forEach(BelongingWriter::extension);
        request.installedItems().forEach(belongings::item);
        request.plannedActions().forEach(belongings::action);
        request.usages().forEach(belongings::use);
    }

    private static void extension(BindingExtensionRecord record) {
        var extension = new BindingExtension();
        extension.id = record.id();
        extension.serviceId = record.serviceId();
        extension.cause = record.cause();
        extension.extendedOn = record.extendedOn();
        extension.boundUntil = record.boundUntil();
        extension.persist();
    }

    private void item(InstalledItemRecord record) {
        InstalledItem before = known.installedItems().get(record.id());
        InstalledItem item = before == null ? new InstalledItem() : before;
        item.id = record.id();
        item.serviceId = record.serviceId();
        item.name = record.name();
        item.itemClass = record.itemClass();
        item.distributorId = record.distributorId();
        if (before == null && record.removedOn() != null) {
            String account = standing.subscriptionOfService(record.serviceId())
                    .flatMap(standing::accountOfSubscription)
                    .orElseThrow();
            item.importAsEnded(record.removedOn(), standing.startOf(record.removedOn(), account));
        }
        item.persist();
    }

    private void action(PlannedActionRecord record) {
        PlannedAction action = known.actions().getOrDefault(record.id(), new PlannedAction());
        if (action.state() == PlannedAction.State.PLANNED) {
            action.id = record.id();
            action.subscriptionId = record.subscriptionId();
            action.serviceId = record.serviceId();
            action.name = record.name();
            action.plannedOn = record.plannedOn();
            action.persist();
        }
    }

    private void use(UseRecord record) {
        UsageRecord usage = known.usages().getOrDefault(record.id(), new UsageRecord());
        if (usage.state() == UsageRecord.State.UNBILLED) {
            usage.id = record.id();
            usage.subscriptionId = record.subscriptionId();
            usage.serviceId = record.serviceId();
            usage.description = record.description();
            usage.amountMinor = record.amount().getAmountMinorLong();
            usage.currency = record.amount().getCurrencyUnit().getCode();
            usage.usedOn = record.usedOn();
        }
        if (record.state() == UseRecord.State.BILLED) {
            usage.bill();
        }
        usage.persist();
    }
}
