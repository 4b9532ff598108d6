package io.quittance.subscription.removal;

import io.quittance.call.Role;
import io.quittance.desk.Reason;
import io.quittance.persistence.BillingTerm;
import io.quittance.persistence.BillingTerm.PenaltyKind;
import io.quittance.persistence.BindingExtension;
import io.quittance.persistence.InstalledItem;
import io.quittance.persistence.PlannedAction;
import io.quittance.persistence.RemovalCondition;
import io.quittance.persistence.Service;
import io.quittance.persistence.SubscriptionDefinition;
import io.quittance.refund.payout.RefundChoice;
import io.quittance.refund.payout.RefundMode;
import io.quittance.subscription.termination.Ending;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Services of the subscription hosting that somebody asks to remove, without any books. It is 11 June in New York; a period
 * is a calendar month, and a service costs 30.00 of it.
 */
final class Leaving {

    static final String NOW = "2026-06-11T12:00:00Z";

    final Ending ending = new Ending();
    final List<RemovalCondition> conditions = new ArrayList<>();

    @Nullable
    SubscriptionDefinition definition;

    RefundMode mode = RefundMode.AVAILABLE_CREDITS;

    @Nullable
    String waiver;

    Reason reason = new Reason("NO_LONGER_NEEDED", null);

    @Nullable
    LocalDate billingEndsOn;

    /** A service of a class, which leaves freely. */
    Service service(String id, String ofClass) {
        var service = new Service();
        service.id = id;
        service.subscriptionId = "hosting";
        service.name = id;
        service.serviceClass = ofClass;
        service.priceMinor = 3000L;
        ending.services.add(service);
        return service;
    }

    /** A service under the usual term, bound until a day. */
    Service bound(String id, String until) {
        Service service = service(id, id);
        service.termClass = "fixed-term";
        service.boundUntil = LocalDate.parse(until);
        return service;
    }

    /** The active definition of the usual term. */
    BillingTerm term(PenaltyKind penalty) {
        var term = new BillingTerm();
        term.id = "term-1";
        term.termClass = "fixed-term";
        term.name = "Fixed term";
        term.currency = "USD";
        term.active = true;
        term.penalty = penalty;
        ending.terms.add(term);
        return term;
    }

    InstalledItem item(String id, String service, String ofClass) {
        var item = new InstalledItem();
        item.id = id;
        item.serviceId = service;
        item.name = id;
        item.itemClass = ofClass;
        ending.installed.add(item);
        return item;
    }

    void extended(String service, String cause, String until) {
        var extension = new BindingExtension();
        extension.id = cause;
        extension.serviceId = service;
        extension.cause = cause;
        extension.extendedOn = LocalDate.parse("2026-01-01");
        extension.boundUntil = LocalDate.parse(until);
        ending.extensions.add(extension);
    }

    PlannedAction action(String id, @Nullable String service, String on) {
        var action = new PlannedAction();
        action.id = id;
        action.subscriptionId = "hosting";
        action.serviceId = service;
        action.name = id;
        action.plannedOn = LocalDate.parse(on);
        ending.planned.add(action);
        return action;
    }

    RemovalCondition condition(
            RemovalCondition.Subject subject, String ofClass, @Nullable String needs, @Nullable String distributor) {
        var condition = new RemovalCondition();
        condition.id = "condition-" + (conditions.size() + 1);
        condition.subject = subject;
        condition.kind = needs == null ? RemovalCondition.Kind.RESTRICTION : RemovalCondition.Kind.DEPENDENCY;
        condition.ofClass = ofClass;
        condition.needsClass = needs;
        condition.distributorId = distributor;
        conditions.add(condition);
        return condition;
    }

    ServiceRemovalSnapshot found() {
        return new ServiceRemovalSnapshot(
                ending.found(), List.copyOf(ending.services), definition, List.copyOf(conditions));
    }

    ServiceRemovalRequest request(@Nullable String effectiveOn, String... services) {
        return new ServiceRemovalRequest(
                "hosting",
                services.length == 0,
                List.of(services),
                effectiveOn == null ? null : LocalDate.parse(effectiveOn),
                null,
                billingEndsOn,
                new RefundChoice(mode, null, null),
                null,
                null,
                waiver,
                reason,
                null);
    }

    /** What a billing admin would get by removing services at once; all, where none is named. */
    ServiceRemovalPlan removed(String... services) {
        return removedOn(null, services);
    }

    ServiceRemovalPlan removedOn(@Nullable String day, String... services) {
        return removed(Role.BILLING_ADMIN, day, services);
    }

    ServiceRemovalPlan removed(Role role, @Nullable String day, String... services) {
        return ServiceRemovalPlan.of(request(day, services), found(), Ending.by(role, NOW));
    }
}
