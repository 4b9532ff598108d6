package io.quittance.sequences;

import io.quittance.sequences.Records.Allocation;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the billing system tells in between: payments, uses of credit, notes, and what is new or has changed. */
final class ImportMoves {

    private ImportMoves() {}

    static PlayedCommand command(World world, Chance chance, Records records, Decision decision) {
        Person by = chance.oneIn(20) ? Person.AGENT : chance.of(Person.ADMIN, Person.SYSTEM);
        return new PlayedCommand("import-records", by, records.body(), PlayedCommand.ADMIN_OR_SYSTEM, decision);
    }

    static PlayedCommand pay(World world, Chance chance) {
        Allocation allocation = allocation(world, chance, Long.MAX_VALUE);
        Customer customer = customer(allocation);
        var payment = new ExpectedPayment(
                id(world, "p"), customer, allocation.amount() + (chance.oneIn(5) ? chance.between(0, 500) : 0));
        List<Allocation> allocations = List.of(allocation);
        return command(world, chance, new Records().payment(payment, allocations), () -> new Intake(world)
                .pay(payment, allocations));
    }

    static @Nullable PlayedCommand use(World world, Chance chance) {
        List<Customer> rich = world.customers.values().stream()
                .filter(customer -> customer.credits > 0)
                .toList();
        if (rich.isEmpty()) {
            return null;
        }
        Allocation allocation = allocation(world, chance, chance.of(rich).credits);
        List<Allocation> allocations = List.of(allocation);
        Customer customer = customer(allocation);
        return command(
                world,
                chance,
                new Records().use(id(world, "u"), customer, allocation.amount(), allocations),
                () -> new Intake(world).use(customer, allocation.amount(), allocations));
    }

    /** Mostly no more than is open. */
    private static Allocation allocation(World world, Chance chance, long most) {
        ExpectedLine line = chance.of(world.lines.values());
        boolean ofInvoice = chance.oneIn(3);
        long open = ofInvoice
                ? world.linesOf(line.invoice).stream()
                        .mapToLong(ExpectedLine::outstanding)
                        .sum()
                : line.outstanding();
        long amount = Math.max(1, Math.min(most, chance.oneIn(2) ? open : chance.between(0, open)));
        long asked = chance.oneIn(10) ? amount + chance.between(1, 20) : amount;
        return new Allocation(ofInvoice ? null : line, ofInvoice ? line.invoice : null, asked);
    }

    private static Customer customer(Allocation allocation) {
        ExpectedLine.ExpectedInvoice invoice =
                allocation.line() == null ? allocation.invoice() : allocation.line().invoice;
        if (invoice == null) {
            throw new IllegalStateException("An allocation of nothing");
        }
        return invoice.customer();
    }

    static PlayedCommand note(World world, Chance chance) {
        Customer customer = chance.of(world.customers.values());
        List<ExpectedLine> lines = world.lines.values().stream()
                .filter(line -> line.invoice.customer() == customer)
                .toList();
        ExpectedLine line = chance.of(lines);
        var note = new ExpectedNote(
                id(world, "n"), customer, chance.oneIn(2) ? chance.between(1, 5_000) : Math.max(1, line.held() / 2));
        switch (chance.below(4)) {
            case 0 -> note.line = line;
            case 1 -> note.item = line.item;
            case 2 -> note.contract = line.contract;
            default -> note.line = null;
        }
        return command(world, chance, new Records().note(note), () -> () -> world.notes.put(note.id, note));
    }

    static PlayedCommand invoice(World world, Chance chance) {
        Customer customer = chance.of(world.customers.values());
        Worlds.ImportedInvoice bill = Worlds.invoice(chance, world, customer, id(world, "d"));
        return command(world, chance, new Records().invoice(bill.invoice(), bill.lines()), () -> new Intake(world)
                .unlessClosed(customer, () -> {
                    world.invoices.put(bill.invoice().id(), bill.invoice());
                    bill.lines().forEach(line -> world.lines.put(line.id, line));
                    new LateBill(world, bill.lines()).settle();
                }));
    }

    static PlayedCommand item(World world, Chance chance) {
        Customer customer = chance.of(world.customers.values());
        List<ExpectedItem> others = world.items.values().stream()
                .filter(item -> item.customer == customer)
                .toList();
        ExpectedItem item = Worlds.item(chance, customer, id(world, "i"), others, world.now);
        return command(world, chance, new Records().item(item), () -> new Intake(world)
                .unlessClosed(customer, () -> world.items.put(item.id, item)));
    }

    /** A known subscription is reactivated, or its standing changes. */
    static @Nullable PlayedCommand contract(World world, Chance chance) {
        ExpectedSubscription contract = chance.ofAny(world.contracts.values());
        if (contract == null) {
            return null;
        }
        LocalDate today = contract.customer.dayOf(world.now);
        LocalDate later = chance.oneIn(2) ? contract.expiresOn : today.plusDays(chance.of(1, 30, 300));
        LocalDate term = later == null || later.isAfter(contract.startsOn) ? later : contract.expiresOn;
        String standing = chance.of("ACTIVE", "PAUSED", "PAST_DUE");
        var changed = new ExpectedSubscription(
                contract.id, contract.customer, contract.startsOn, contract.periods, contract.billedAs);
        changed.expiresOn = term;
        changed.standing = standing;
        changed.definition = contract.definition;
        return command(world, chance, new Records().contract(changed), () -> () -> {
            contract.expiresOn = term;
            contract.standing = standing;
        });
    }

    static PlayedCommand policy(World world, Chance chance) {
        Switches switches = Worlds.switches(chance, world.customers.values());
        var changed = new World(world.now);
        changed.customers.putAll(world.customers);
        changed.switches = switches;
        return command(world, chance, new Records().policy(changed), () -> () -> world.switches = switches);
    }

    /** A new id: a letter and a number. */
    static String id(World world, String letter) {
        world.imported++;
        return letter + (1000 + world.imported);
    }
}
