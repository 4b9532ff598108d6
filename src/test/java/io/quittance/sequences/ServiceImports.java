package io.quittance.sequences;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the billing system tells of services in between. */
final class ServiceImports {

    private ServiceImports() {}

    static @Nullable PlayedCommand service(World world, Chance chance) {
        ExpectedSubscription contract = chance.ofAny(world.contracts.values());
        if (contract == null) {
            return null;
        }
        ExpectedService service = new Provisions(chance).service(contract, ImportMoves.id(world, "v"));
        var records = new Records();
        records.services().service(service);
        return ImportMoves.command(world, chance, records, () -> new Intake(world)
                .unlessEnded(contract, () -> contract.services.add(service)));
    }

    /** Something is installed for a service that may be about to leave. */
    static @Nullable PlayedCommand installed(World world, Chance chance) {
        List<ExpectedService> services = world.contracts.values().stream()
                .flatMap(contract -> contract.services.stream())
                .toList();
        if (services.isEmpty()) {
            return null;
        }
        ExpectedService service = chance.of(services);
        ExpectedService.ExpectedInstalled item = new Provisions(chance).installed(ImportMoves.id(world, "e"));
        var records = new Records();
        records.services().installed(service, item);
        return ImportMoves.command(
                world, chance, records, () -> new Intake(world).unlessGone(service, () -> service.installed.add(item)));
    }

    static @Nullable PlayedCommand action(World world, Chance chance) {
        ExpectedSubscription contract = chance.ofAny(world.contracts.values());
        if (contract == null) {
            return null;
        }
        ExpectedAction action =
                new Provisions(chance).action(contract, ImportMoves.id(world, "m"), contract.customer.dayOf(world.now));
        var records = new Records();
        records.services().action(contract, action);
        return ImportMoves.command(world, chance, records, () -> {
            Runnable made = new Intake(world).unlessEnded(contract, () -> contract.actions.add(action));
            return action.service == null ? made : new Intake(world).unlessGone(action.service, made);
        });
    }
}
