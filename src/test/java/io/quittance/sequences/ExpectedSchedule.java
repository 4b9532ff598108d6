package io.quittance.sequences;

import java.util.Comparator;
import java.util.List;

/** What run-due-actions carries out: what has expired long enough ago, and what is due, the earliest first. */
final class ExpectedSchedule {

    private final World world;

    ExpectedSchedule(World world) {
        this.world = world;
    }

    void run(boolean retryParked) {
        var contracts = new ContractEnds(world);
        var items = new ItemEnds(world);
        contracts.openExpired();
        List<ExpectedEnd> due = world.ends.stream()
                .filter(end -> end.isWaiting() && !end.at.isAfter(world.now) && (retryParked || !end.parked))
                .sorted(Comparator.comparing(end -> end.at))
                .toList();
        for (ExpectedEnd end : due) {
            if (!end.isWaiting()) {
                continue;
            }
            switch (end.kind) {
                case "SUBSCRIPTION" -> contracts.carryOutDue(end);
                case "SERVICES" -> new Removing(world).carryOutDue(end);
                default -> items.carryOutDue(end);
            }
            world.settle();
        }
    }
}
