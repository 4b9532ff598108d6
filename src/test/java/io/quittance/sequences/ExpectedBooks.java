package io.quittance.sequences;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the database should say of a world: a row for each thing, in words. */
final class ExpectedBooks {

    private final World world;
    private final TreeSet<String> rows = new TreeSet<>();

    private ExpectedBooks(World world) {
        this.world = world;
    }

    static TreeSet<String> of(World world) {
        var books = new ExpectedBooks(world);
        books.things();
        books.ends();
        books.money();
        return books.rows;
    }

    private void row(Object... words) {
        var text = new StringBuilder();
        for (Object word : words) {
            text.append(text.isEmpty() ? "" : " ").append(word);
        }
        rows.add(text.toString());
    }

    private static Object nameOf(@Nullable ExpectedEnd end) {
        return end == null ? "-" : end.name;
    }

    private void things() {
        world.customers
                .values()
                .forEach(customer -> row(
                        "account",
                        customer.id,
                        customer.closed ? "CLOSED" : "ACTIVE",
                        customer.licenses,
                        customer.credits));
        world.items.values().forEach(item -> {
            ExpectedEnd end = world.endOf(item);
            row(
                    "item",
                    item.id,
                    item.ended == null ? "ACTIVE" : "CANCELED",
                    nameOf(end),
                    end == null ? "-" : end.on,
                    end == null ? 0 : end.at.toEpochMilli(),
                    truth(item.ended != null && !world.owes(item)));
        });
        world.contracts.values().forEach(contract -> {
            ExpectedEnd end = world.endOf(contract);
            row(
                    "subscription",
                    contract.id,
                    contract.ended == null ? "RUNNING" : contract.neverBegan ? "CANCELED" : "TERMINATED",
                    nameOf(end),
                    end == null ? "-" : end.on,
                    end == null ? 0 : end.at.toEpochMilli());
            contract.services.forEach(this::service);
            contract.actions.forEach(action -> row(
                    "action", action.id, action.droppedBy == null ? "PLANNED" : "DROPPED", nameOf(action.droppedBy)));
        });
        world.released.forEach(each -> row("released", each.get(0), each.get(1), each.get(2)));
        world.billings.forEach((id, state) -> row("billing", id, state));
    }

    private void service(ExpectedService service) {
        ExpectedEnd end = service.end;
        row(
                "service",
                service.id,
                service.state,
                nameOf(end),
                end == null ? "-" : end.on,
                end == null ? 0 : end.at.toEpochMilli());
        service.installed.forEach(
                item -> row("installed", item.id, item.removed ? "REMOVED" : "INSTALLED", nameOf(item.end)));
    }

    private void ends() {
        world.ends.forEach(end -> {
            row(
                    "end",
                    end.name,
                    end.timing,
                    end.state,
                    end.on,
                    end.at.toEpochMilli(),
                    nameOf(end.supersededBy),
                    truth(end.parked));
            end.covers.forEach(item -> row("covers", end.name, item.id));
            end.removes.forEach(service -> row("removes", end.name, service.id));
        });
        world.requests.forEach(request -> {
            row("request", request.name, request.state);
            request.rows.forEach(
                    each -> row("requested", request.name, each.item.id, each.result, each.on, nameOf(each.end)));
        });
    }

    private void money() {
        world.lines.values().forEach(line -> {
            row(
                    "line",
                    line.id,
                    line.paid(),
                    line.byCredit.amount,
                    line.returned(),
                    line.creditedNet,
                    line.creditedTax,
                    line.outstanding(),
                    truth(line.daysCredited));
            line.payments.forEach((payment, paid) -> row("allocation", payment, line.id, paid.amount, paid.returned));
        });
        world.payments.values().forEach(payment -> row("payment", payment.id, payment.amount, returned(payment)));
        world.refunds.forEach(refund -> row(
                "refund",
                refund.name,
                refund.customer.id,
                refund.destination,
                refund.payment == null ? "-" : refund.payment.id,
                refund.note == null ? "-" : refund.note.id,
                refund.amount,
                refund.fee,
                refund.state,
                refund.attempt,
                refund.overpaid));
        world.notes
                .values()
                .forEach(note -> row(
                        "note",
                        note.id,
                        note.usedBy == null ? "ISSUED" : "USED",
                        note.usedBy == null ? "-" : note.usedBy.name));
    }

    private long returned(ExpectedPayment payment) {
        return payment.unallocatedReturned
                + world.lines.values().stream()
                        .filter(line -> line.payments.containsKey(payment.id))
                        .mapToLong(line -> line.payments.get(payment.id).returned)
                        .sum();
    }

    private static String truth(boolean holds) {
        return holds ? "t" : "f";
    }
}
