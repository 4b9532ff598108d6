package io.quittance.sequences;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.sequences.Records.Allocation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small worlds by chance: one or two accounts with what they have, owe and have paid. */
final class Worlds {

    /** Days before a short month, a leap day, and the days on which clocks change in one zone or another. */
    private static final List<String> BEGINNINGS = List.of(
            "2026-01-29",
            "2024-02-27",
            "2028-02-28",
            "2026-03-06",
            "2026-03-27",
            "2026-04-22",
            "2026-06-10",
            "2026-10-23",
            "2026-10-30",
            "2026-12-30");

    private static final List<String> ZONES = List.of(
            "America/New_York",
            "Europe/Berlin",
            "Asia/Tokyo",
            "Asia/Kuwait",
            "Africa/Cairo",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "America/Santiago",
            "+05:00");

    private static final List<Integer> RATES = List.of(20_000, 8_875, 10_000, 7_700);

    private final Chance chance;
    private final Provisions provisions;
    private final World world;
    private final Records records = new Records();

    private Worlds(Chance chance) {
        this.chance = chance;
        this.provisions = new Provisions(chance);
        this.world =
                new World(Instant.parse(chance.of(BEGINNINGS) + "T00:00:00Z").plusSeconds(chance.between(0, 86_399)));
    }

    /** A world, and the import that brings it. */
    record Made(World world, ObjectNode records) {}

    static Made by(Chance chance) {
        var worlds = new Worlds(chance);
        worlds.make();
        return new Made(worlds.world, worlds.records.body());
    }

    /** The policy changes in some of its switches. */
    static Switches switches(Chance chance, Iterable<Customer> customers) {
        var switches = new Switches();
        switches.cancelDayUsed = chance.oneIn(4);
        switches.cutOffDays = chance.of(0, 0, 0, 3, 30);
        switches.selfService = !chance.oneIn(5);
        switches.allowRefund = !chance.oneIn(6);
        switches.expiryDays = chance.of(28, 28, 5, 0);
        switches.backDatingDays = chance.of(0, 14, 60);
        switches.goodwillDays = chance.of(0, 7, 14);
        switches.creditPolicy = chance.of(
                "PRORATED", "PRORATED", "PRORATED", "NONE", "FULL", "WHOLE_PERIODS_LEFT", "GOODWILL", "RE_RATED");
        switches.dayCount = chance.of("ACTUAL", "ACTUAL", "THIRTY_360", "SECONDS");
        switches.creditOneTime = chance.oneIn(2);
        switches.creditTrial = chance.oneIn(2);
        switches.refundCanceledItems = chance.oneIn(3);
        switches.selfServiceRefundMode = chance.of("AVAILABLE_CREDITS", "ORIGINAL_PAYMENT", "NONE");
        customers.forEach(customer -> {
            if (chance.oneIn(3)) {
                switches.fees.put(customer.currency, chance.between(0, 500));
            }
            if (chance.oneIn(3)) {
                switches.limits.put(customer.currency, chance.between(0, 4_000));
            }
        });
        return switches;
    }

    private void make() {
        world.theme =
                chance.of(Moves.Theme.ALL, Moves.Theme.ALL, Moves.Theme.ITEMS, Moves.Theme.MONEY, Moves.Theme.SERVICES);
        int accounts = chance.of(1, 1, 2);
        for (int i = 1; i <= accounts; i++) {
            customer("a" + i);
        }
        world.switches = switches(chance, world.customers.values());
        records.policy(world);
        records.category(3).category(40);
        provisions.rules(world, records.services());
        world.customers.values().forEach(this::fill);
    }

    private void customer(String id) {
        String currency = chance.of("USD", "JPY", "KWD");
        int decimals = currency.equals("USD") ? 2 : currency.equals("JPY") ? 0 : 3;
        var customer = new Customer(id, currency, decimals, ZoneId.of(chance.of(ZONES)));
        customer.licenses = chance.below(5);
        customer.selfService = chance.oneIn(2);
        customer.receivableActive = !chance.oneIn(12);
        world.customers.put(id, customer);
        records.customer(customer);
    }

    private void fill(Customer customer) {
        int items =
                switch (world.theme) {
                    case ITEMS -> chance.of(4, 6, 8);
                    case SERVICES -> chance.below(2);
                    default -> chance.below(6);
                };
        var own = new ArrayList<ExpectedItem>();
        for (int i = 1; i <= items; i++) {
            ExpectedItem item = item(chance, customer, customer.id + "-i" + i, own, world.now);
            own.add(item);
            world.items.put(item.id, item);
        }
        // An item may name one that comes behind it.
        own.forEach(item -> {
            if (chance.oneIn(4) && own.size() > 1) {
                addOther(item.associated, item, chance.of(own));
            }
        });
        own.forEach(records::item);
        int contracts = world.theme == Moves.Theme.SERVICES ? chance.of(1, 1, 2) : chance.of(0, 1, 1, 2);
        for (int i = 1; i <= contracts; i++) {
            contract(customer, customer.id + "-s" + i);
        }
        int invoices = chance.of(1, 1, 2, 3);
        for (int i = 1; i <= invoices; i++) {
            ImportedInvoice bill = invoice(chance, world, customer, customer.id + "-d" + i);
            bill.lines().forEach(line -> world.lines.put(line.id, line));
            world.invoices.put(bill.invoice().id(), bill.invoice());
            records.invoice(bill.invoice(), bill.lines());
            payments(bill);
        }
        if (chance.oneIn(2)) {
            String id = customer.id + "-b1";
            world.billed.put(id, customer);
            world.billings.put(id, chance.of("SCHEDULED", "SUBMITTED", "PAID"));
            records.billing(id, customer, String.valueOf(world.billings.get(id)));
        }
    }

    private static void addOther(List<ExpectedItem> to, ExpectedItem item, ExpectedItem other) {
        if (other != item && !to.contains(other)) {
            to.add(other);
        }
    }

    /** An item beside those that its account has. */
    static ExpectedItem item(Chance chance, Customer customer, String id, List<ExpectedItem> others, Instant now) {
        LocalDate anchor = customer.dayOf(now).minusDays(chance.between(-5, 400));
        if (chance.oneIn(3)) {
            anchor = anchor.withDayOfMonth(anchor.lengthOfMonth());
        }
        var periods = new Periods(
                anchor,
                chance.of(ChronoUnit.MONTHS, ChronoUnit.MONTHS, ChronoUnit.WEEKS, ChronoUnit.YEARS, ChronoUnit.DAYS),
                chance.of(1, 1, 2, 10));
        ExpectedItem parent = others.isEmpty() || !chance.oneIn(2) ? null : chance.of(others);
        var item = new ExpectedItem(id, customer, periods, parent);
        item.cancelable = !chance.oneIn(12);
        item.cutOffDays = chance.oneIn(4) ? chance.of(3, 40) : null;
        if (!others.isEmpty() && chance.oneIn(4)) {
            addOther(item.dependsOn, item, chance.of(others));
        }
        return item;
    }

    private void contract(Customer customer, String id) {
        LocalDate today = customer.dayOf(world.now);
        LocalDate starts = today.minusDays(chance.of(0, 10, 45, 100, 400, -20));
        var periods = new Periods(
                starts.plusDays(chance.of(0, 0, 3)),
                chance.of(ChronoUnit.MONTHS, ChronoUnit.MONTHS, ChronoUnit.WEEKS, ChronoUnit.YEARS),
                chance.of(1, 1, 3));
        String billedAs = chance.of("PERIODIC", "PERIODIC", "PERIODIC", "AS_INCURRED", "MILESTONE");
        var contract = new ExpectedSubscription(id, customer, starts, periods, billedAs);
        contract.standing = chance.of("ACTIVE", "ACTIVE", "PAUSED", "PAST_DUE");
        if (chance.oneIn(3)) {
            LocalDate term = today.plusDays(chance.of(-40L, -10L, 0L, 1L, 20L, 200L));
            contract.expiresOn = term.isAfter(starts) ? term : starts.plusDays(1);
        }
        world.contracts.put(id, contract);
        contract.definition = provisions.definition(id + "-k");
        if (contract.definition != null) {
            records.services().definition(contract.definition);
        }
        records.contract(contract);
        int services = world.theme == Moves.Theme.SERVICES ? chance.of(1, 2, 3, 4) : chance.below(3);
        for (int i = 1; i <= services; i++) {
            contract.services.add(provisions.service(contract, id + "-v" + i));
        }
        contract.actions.addAll(provisions.actions(contract, today));
        contract.services.forEach(records.services()::service);
        contract.actions.forEach(action -> records.services().action(contract, action));
    }

    /** An invoice with its lines. */
    record ImportedInvoice(ExpectedLine.ExpectedInvoice invoice, List<ExpectedLine> lines) {}

    static ImportedInvoice invoice(Chance chance, World world, Customer customer, String id) {
        LocalDate today = customer.dayOf(world.now);
        var invoice = new ExpectedLine.ExpectedInvoice(id, customer, today.plusDays(chance.between(-30, 30)));
        List<ExpectedItem> items = world.items.values().stream()
                .filter(item -> item.customer == customer)
                .toList();
        List<ExpectedSubscription> contracts = world.contracts.values().stream()
                .filter(contract -> contract.customer == customer)
                .toList();
        int count = chance.of(1, 2, 2, 3, 4);
        Integer usual = rate(chance);
        var lines = new ArrayList<ExpectedLine>();
        for (int i = 1; i <= count; i++) {
            lines.add(line(chance, invoice, id + "-" + i, today, chance.oneIn(3) ? rate(chance) : usual));
        }
        lines.forEach(line -> {
            line.contract = contracts.isEmpty() || chance.oneIn(4) ? null : chance.of(contracts);
            line.service = line.contract == null || chance.oneIn(3) ? null : chance.ofAny(line.contract.services);
            line.item = items.isEmpty() || chance.oneIn(2) ? null : chance.of(items);
        });
        return new ImportedInvoice(invoice, lines);
    }

    private static @Nullable Integer rate(Chance chance) {
        return chance.oneIn(5) ? null : chance.of(RATES);
    }

    private static ExpectedLine line(
            Chance chance, ExpectedLine.ExpectedInvoice invoice, String id, LocalDate today, @Nullable Integer rate) {
        LocalDate from = today.minusDays(chance.of(0L, 1L, 5L, 9L, 15L, 28L, 60L, -3L));
        LocalDate until =
                chance.oneIn(4) ? from.plusDays(chance.between(1, 95)) : from.plusMonths(chance.of(1, 1, 3, 12));
        long net = chance.of(chance.between(1, 60), chance.between(60, 9_999));
        long tax = rate == null ? chance.between(0, net / 4) : Exact.share(net, rate, 100_000);
        var line = new ExpectedLine(
                id, invoice, from, until, net, chance.oneIn(3) ? chance.between(0, net) : 0, tax, rate);
        line.kind = chance.of("RECURRING", "RECURRING", "RECURRING", "RECURRING", "ONE_TIME", "TRIAL");
        return line;
    }

    private void payments(ImportedInvoice bill) {
        int count = chance.of(0, 1, 1, 1, 2);
        for (int i = 1; i <= count; i++) {
            long open =
                    bill.lines().stream().mapToLong(ExpectedLine::outstanding).sum();
            if (open > 0) {
                payment(bill, bill.invoice().id() + "-p" + i, chance.oneIn(3) ? chance.between(1, open) : open);
            }
        }
    }

    private void payment(ImportedInvoice bill, String id, long amount) {
        var payment = new ExpectedPayment(
                id, bill.invoice().customer(), amount + (chance.oneIn(5) ? chance.between(1, 900) : 0));
        var allocations = List.of(new Allocation(null, bill.invoice(), amount));
        new Intake(world).pay(payment, allocations).run();
        records.payment(payment, allocations);
    }
}
