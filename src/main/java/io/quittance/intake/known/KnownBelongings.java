package io.quittance.intake.known;

import static java.util.stream.Collectors.toSet;

import io.quittance.intake.record.BindingExtensionRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.InstalledItemRecord;
import io.quittance.intake.record.PlannedActionRecord;
import io.quittance.intake.record.UseRecord;
import io.quittance.persistence.BindingExtension;
import io.quittance.persistence.InstalledItem;
import io.quittance.persistence.PlannedAction;
import io.quittance.persistence.UsageRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The known records that belong to services and subscriptions, by ids, as far as an import brings them. */
public record KnownBelongings(
        Map<String, BindingExtension> extensions,
        Map<String, InstalledItem> installedItems,
        Map<String, PlannedAction> actions,
        Map<String, UsageRecord> usages) {

    static KnownBelongings load(ImportRecordsRequest request) {
        return new KnownBelongings(
                ImportSnapshot.byId(
                        BindingExtension.<BindingExtension>list(
                                "id in ?1", ids(request.bindingExtensions(), BindingExtensionRecord::id)),
                        each -> each.id),
                ImportSnapshot.byId(
                        InstalledItem.<InstalledItem>list(
                                "id in ?1", ids(request.installedItems(), InstalledItemRecord::id)),
                        each -> each.id),
                ImportSnapshot.byId(
                        PlannedAction.<PlannedAction>list(
                                "id in ?1", ids(request.plannedActions(), PlannedActionRecord::id)),
                        each -> each.id),
                ImportSnapshot.byId(
                        UsageRecord.<UsageRecord>list("id in ?1", ids(request.usages(), UseRecord::id)),
                        each -> each.id));
    }

    private static <T> Set<String> ids(List<T> records, Function<T, String> id) {
        return records.stream().map(id).collect(toSet());
    }
}
