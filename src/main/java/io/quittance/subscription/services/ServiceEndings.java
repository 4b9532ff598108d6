package io.quittance.subscription.services;

import io.quittance.cancellation.Receipts;
import io.quittance.desk.Effect;
import io.quittance.desk.Journal;
import io.quittance.event.CancellationRef;
import io.quittance.event.DistributorReleased;
import io.quittance.event.PenaltyCharged;
import io.quittance.event.ProvisioningCodes;
import io.quittance.event.ServiceRemoved;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.InstalledItem;
import io.quittance.persistence.Penalty;
import io.quittance.persistence.PlannedAction;
import io.quittance.persistence.Receipt;
import io.quittance.persistence.Service;
import io.quittance.persistence.ServiceInRemoval;
import io.quittance.subscription.services.ServiceEnd.PenaltyLine;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Applies a cascade to services and to what belongs to them: schedules their end, executes it, undoes it. */
public final class ServiceEndings {

    private ServiceEndings() {}

    /** Lets a cancellation end them; what it has got already stays. */
    public static void schedule(ServiceCascade cascade, SubscriptionServices found, Cancellation by) {
        found.running().stream()
                .filter(service -> cascade.serviceIds().contains(service.id))
                .filter(service -> !by.id().equals(service.cancellationId()))
                .forEach(service -> service.takeOver(by));
        found.installed().stream()
                .filter(item -> cascade.installedItems().contains(item.id))
                .filter(item -> !by.id().equals(item.cancellationId()))
                .forEach(item -> item.takeOver(by));
        found.planned().stream()
                .filter(action -> cascade.droppedActions().contains(action.id))
                .forEach(action -> action.drop(by));
    }

    /** Ends them, and charges what is owed for it. */
    public static void end(ServiceCascade cascade, SubscriptionServices found, Cancellation by, Journal journal) {
        for (ServiceEnd end : cascade.services()) {
            end(end, service(end, found), by, journal);
        }
        found.installed().stream()
                .filter(item -> cascade.installedItems().contains(item.id))
                .forEach(item -> item.remove(by, journal.at()));
        var ref = new CancellationRef(by.accountId(), by.id());
        cascade.releasedDistributors()
                .forEach(distributor -> journal.publish(
                        new DistributorReleased(distributor, found.subscription().id, ref, by.effectiveOn())));
    }

    private static Service service(ServiceEnd end, SubscriptionServices found) {
        return found.running().stream()
                .filter(service -> service.id.equals(end.serviceId()))
                .findFirst()
                .orElseThrow();
    }

    private static void end(ServiceEnd end, Service service, Cancellation by, Journal journal) {
        if (end.isRegretted()) {
            service.regret(by, journal.at());
        } else {
            service.cancel(by, journal.at());
        }
        var ref = new CancellationRef(by.accountId(), by.id());
        journal.publish(new ServiceRemoved(
                service.id,
                service.subscriptionId,
                ref,
                ProvisioningCodes.REMOVE_SERVICE,
                end.outcome().name(),
                end.endsOn(),
                end.billingEndsOn()));
        PenaltyLine line = end.penalty();
        if (line != null && line.charge().charged().isPositive()) {
            var charge = new Penalty.Charge(
                    service.id,
                    line.basis().termId(),
                    line.charge().charged(),
                    line.charge().setOff());
            Penalty penalty = Penalty.charge(by, charge, journal.at());
            journal.publish(new PenaltyCharged(
                    penalty.id(),
                    service.id,
                    ref,
                    line.charge().charged(),
                    line.charge().setOff(),
                    line.charge().owed()));
        }
    }

    /** The changes of {@link #undo}. */
    public static Stream<Effect> undone(Cancellation scheduled) {
        return Stream.of(
                        Service.endingBy(scheduled.id()).stream().map(service -> Effect.of("service", service.id)
                                .change("SCHEDULED", service.billingStatus.name())),
                        InstalledItem.endingBy(scheduled.id()).stream().map(item -> Effect.of("installed-item", item.id)
                                .change("SCHEDULED", "INSTALLED")),
                        PlannedAction.droppedBy(scheduled.id()).stream()
                                .map(action ->
                                        Effect.of("planned-action", action.id).change("DROPPED", "PLANNED")))
                .flatMap(each -> each);
    }

    /**
     * Restores what was scheduled, after the cancellation itself was undone.
     *
     * @param next the end of the whole subscription that has them then, where one is scheduled
     */
    public static void undo(Cancellation scheduled, Optional<Cancellation> next) {
        // The database lets an action come back only after its cancellation is undone.
        Cancellation.flush();
        for (Service service : Service.endingBy(scheduled.id())) {
            next.ifPresentOrElse(service::takeOver, () -> service.unschedule(scheduled.id()));
        }
        for (InstalledItem item : InstalledItem.endingBy(scheduled.id())) {
            next.ifPresentOrElse(item::takeOver, () -> item.unschedule(scheduled.id()));
        }
        for (PlannedAction action : PlannedAction.droppedBy(scheduled.id())) {
            action.restore(scheduled.id());
            next.filter(end -> !action.plannedOn.isBefore(end.effectiveOn())).ifPresent(action::drop);
        }
    }

    /** Returns services to a removal that was superseded. */
    static void giveBack(Collection<String> serviceIds, Cancellation removal) {
        List<Service> services = Service.running(serviceIds);
        services.forEach(service -> service.takeOver(removal));
        InstalledItem.of(services.stream().map(service -> service.id).toList()).stream()
                .filter(item -> !item.isEnded())
                .forEach(item -> item.takeOver(removal));
    }

    /** Restores the removals that the end of their subscription had superseded. */
    public static void restore(Cancellation undone, Receipts receipts, Journal journal) {
        Cancellation.supersededBy(undone.id()).forEach(removal -> {
            removal.restore(undone.id());
            giveBack(ServiceInRemoval.of(removal.id()), removal);
            receipts.add(removal, Receipt.Kind.RESTORED, undone.id(), journal);
        });
    }
}
