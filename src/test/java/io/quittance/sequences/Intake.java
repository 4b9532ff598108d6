package io.quittance.sequences;

import static io.quittance.call.RefusalReason.INVALID_RECORDS;

import io.quittance.sequences.Records.Allocation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What imports do to a world: payments and uses of credit pay lines, all or nothing. */
final class Intake {

    private final World world;

    Intake(World world) {
        this.world = world;
    }

    Runnable pay(ExpectedPayment payment, List<Allocation> allocations) {
        mustBeAmounts(allocations);
        Objection.when(sum(allocations) > payment.amount, INVALID_RECORDS);
        return () -> {
            world.payments.put(payment.id, payment);
            allocations.forEach(each -> pay(each, Math.min(each.amount(), open(each)), payment));
        };
    }

    Runnable use(Customer customer, long amount, List<Allocation> allocations) {
        mustBeAmounts(allocations);
        Objection.when(sum(allocations) != amount, INVALID_RECORDS);
        return () -> allocations.forEach(each -> {
            long spent = Math.min(Math.min(each.amount(), open(each)), customer.credits);
            customer.credits -= spent;
            pay(each, spent, null);
        });
    }

    /** Nothing new can be made for an account that is closed. */
    Runnable unlessClosed(Customer customer, Runnable made) {
        Objection.when(customer.closed, INVALID_RECORDS);
        return made;
    }

    /** Nor for a subscription that has ended. */
    Runnable unlessEnded(ExpectedSubscription contract, Runnable made) {
        Objection.when(contract.customer.closed || world.hasEnded(contract, world.now), INVALID_RECORDS);
        return made;
    }

    /** Nor for a service that has ended. */
    Runnable unlessGone(ExpectedService service, Runnable made) {
        Objection.when(service.contract.customer.closed || service.hasEnded(world.now), INVALID_RECORDS);
        return made;
    }

    private static long sum(List<Allocation> allocations) {
        return allocations.stream().mapToLong(Allocation::amount).sum();
    }

    /** One allocation of each import: what several would share is left to the tests of the import. */
    private static void mustBeAmounts(List<Allocation> allocations) {
        allocations.forEach(each -> Objection.when(each.amount() <= 0, INVALID_RECORDS));
    }

    private long open(Allocation allocation) {
        return lines(allocation).stream().mapToLong(ExpectedLine::outstanding).sum();
    }

    private List<ExpectedLine> lines(Allocation allocation) {
        return allocation.line() == null
                ? world.linesOf(Objects.requireNonNull(allocation.invoice()))
                : List.of(allocation.line());
    }

    private void pay(Allocation allocation, long amount, @Nullable ExpectedPayment payment) {
        List<ExpectedLine> lines = lines(allocation);
        List<Long> shares = Exact.shares(
                amount, lines.stream().map(ExpectedLine::outstanding).toList());
        for (int i = 0; i < lines.size(); i++) {
            long share = shares.get(i);
            if (share > 0 && payment == null) {
                lines.get(i).byCredit.amount += share;
            } else if (share > 0 && payment != null) {
                lines.get(i).payments.computeIfAbsent(payment.id, id -> new ExpectedLine.Paid(payment)).amount += share;
                payment.unallocated -= share;
            }
        }
    }
}
