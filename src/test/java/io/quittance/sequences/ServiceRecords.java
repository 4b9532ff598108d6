package io.quittance.sequences;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What is known of services, as records of an import. */
final class ServiceRecords {

    private final Records records;

    ServiceRecords(Records records) {
        this.records = records;
    }

    ServiceRecords distributor(String id) {
        records.add("distributors").put("id", id).put("name", id);
        return this;
    }

    ServiceRecords definition(Condition.Definition definition) {
        ObjectNode record = records.add("subscriptionDefinitions")
                .put("id", definition.id())
                .put("name", definition.id())
                .put("servicesRemovable", definition.removable())
                .put("leastServices", definition.least());
        definition.mandatory().forEach(record.withArray("/mandatoryClasses")::add);
        return this;
    }

    ServiceRecords condition(Condition condition) {
        ObjectNode record = records.add("removalConditions")
                .put("id", condition.id())
                .put("subject", condition.subject())
                .put("kind", condition.needs() == null ? "RESTRICTION" : "DEPENDENCY")
                .put("ofClass", condition.ofClass());
        put(record, "needsClass", condition.needs());
        put(record, "distributorId", condition.distributor());
        return this;
    }

    /** A service with what is installed for it. */
    ServiceRecords service(ExpectedService service) {
        ObjectNode record = records.add("services")
                .put("id", service.id)
                .put("subscriptionId", service.contract.id)
                .put("name", service.id)
                .put("state", service.standing);
        put(record, "serviceClass", service.ofClass);
        put(record, "distributorId", service.distributor);
        service.installed.forEach(item -> installed(service, item));
        return this;
    }

    ServiceRecords installed(ExpectedService service, ExpectedService.ExpectedInstalled item) {
        ObjectNode record = records.add("installedItems")
                .put("id", item.id)
                .put("serviceId", service.id)
                .put("name", item.id)
                .put("itemClass", item.ofClass);
        put(record, "distributorId", item.distributor);
        return this;
    }

    ServiceRecords action(ExpectedSubscription contract, ExpectedAction action) {
        ObjectNode record = records.add("plannedActions")
                .put("id", action.id)
                .put("subscriptionId", contract.id)
                .put("name", action.id)
                .put("plannedOn", action.on.toString());
        put(record, "serviceId", action.service == null ? null : action.service.id);
        return this;
    }

    private static void put(ObjectNode record, String field, @Nullable String value) {
        if (value != null) {
            record.put(field, value);
        }
    }
}
