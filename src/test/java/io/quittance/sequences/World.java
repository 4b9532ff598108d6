package io.quittance.sequences;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One tenant as it should stand: the model that the books are held against. */
final class World {

    Instant now;
    Moves.Theme theme = Moves.Theme.ALL;
    Switches switches = new Switches();
    final Map<String, Customer> customers = new TreeMap<>();
    final Map<String, ExpectedItem> items = new TreeMap<>();
    final Map<String, ExpectedSubscription> contracts = new TreeMap<>();
    final Map<String, ExpectedLine.ExpectedInvoice> invoices = new TreeMap<>();
    final Map<String, ExpectedLine> lines = new TreeMap<>();
    final Map<String, ExpectedPayment> payments = new TreeMap<>();
    final Map<String, ExpectedNote> notes = new TreeMap<>();

    final List<Condition> conditions = new ArrayList<>();

    /** Who distributes nothing of a subscription any more, the subscription, and the end by which that is so. */
    final List<List<Object>> released = new ArrayList<>();

    /** Their states, by their ids. */
    final Map<String, String> billings = new TreeMap<>();

    final Map<String, Customer> billed = new TreeMap<>();

    /** In the order in which they were opened. */
    final List<ExpectedEnd> ends = new ArrayList<>();

    final List<ExpectedRequest> requests = new ArrayList<>();
    final List<ExpectedRefund> refunds = new ArrayList<>();

    /** How many records came in later, for their ids. */
    int imported;

    World(Instant now) {
        this.now = now;
    }

    /** What ends an item: the earliest of all that are to end it. */
    @Nullable
    ExpectedEnd endOf(ExpectedItem item) {
        return item.ended != null
                ? item.ended
                : ends.stream()
                        .filter(end -> end.isWaiting() && end.covers.contains(item))
                        .min(Comparator.comparing(end -> end.at))
                        .orElse(null);
    }

    /** Whether it has ended by the clock. */
    boolean hasEnded(ExpectedItem item, Instant moment) {
        ExpectedEnd end = endOf(item);
        return item.ended != null || (end != null && !end.at.isAfter(moment));
    }

    /** What ends a subscription. */
    @Nullable
    ExpectedEnd endOf(ExpectedSubscription contract) {
        return contract.ended != null
                ? contract.ended
                : ends.stream()
                        .filter(end ->
                                end.isWaiting() && end.kind.equals("SUBSCRIPTION") && end.subject.equals(contract.id))
                        .findFirst()
                        .orElse(null);
    }

    boolean hasEnded(ExpectedSubscription contract, Instant moment) {
        ExpectedEnd end = endOf(contract);
        return contract.ended != null || (end != null && !end.at.isAfter(moment));
    }

    ExpectedEnd open(ExpectedEnd.EndSubject of, ExpectedEnd.EndTime when) {
        long before = ends.stream()
                .filter(end -> end.kind.equals(of.kind()) && end.subject.equals(of.id()))
                .count();
        var end = new ExpectedEnd(of.kind() + " " + of.id() + "/" + (before + 1), of, when, now);
        ends.add(end);
        return end;
    }

    /** The open request that an item stands in. */
    @Nullable
    ExpectedRequest requestOf(ExpectedItem item) {
        return requests.stream()
                .filter(request -> request.rows.stream().anyMatch(row -> row.item == item && row.isOpen()))
                .findFirst()
                .orElse(null);
    }

    /** Whether an ended item still stands on an invoice. */
    boolean owes(ExpectedItem item) {
        return lines.values().stream().anyMatch(line -> line.item == item && line.outstanding() > 0);
    }

    List<ExpectedLine> linesOf(ExpectedSubscription contract) {
        return lines.values().stream()
                .filter(line -> line.contract == contract)
                .sorted()
                .toList();
    }

    List<ExpectedLine> linesOf(ExpectedLine.ExpectedInvoice invoice) {
        return lines.values().stream()
                .filter(line -> line.invoice == invoice)
                .sorted()
                .toList();
    }

    /** What is not paid in full, what is due first in front. */
    List<ExpectedLine> owedBy(Customer customer) {
        return lines.values().stream()
                .filter(line -> line.invoice.customer() == customer && line.outstanding() > 0)
                .sorted(Comparator.comparing((ExpectedLine line) -> line.invoice.dueOn())
                        .thenComparing(line -> line))
                .toList();
    }

    /** What follows from the rest: items of requests go with their items, and requests with those. */
    void settle() {
        for (ExpectedRequest request : requests) {
            for (ExpectedRequest.ExpectedRow row : request.rows) {
                if (row.result.equals("SCHEDULED") && row.item.ended != null) {
                    row.result = "CANCELED";
                } else if (row.result.equals("SCHEDULED") && endOf(row.item) == null) {
                    row.result = "UNDONE";
                }
            }
            if (request.rows.stream().noneMatch(ExpectedRequest.ExpectedRow::isOpen)) {
                if (request.state.equals("APPROVED")) {
                    request.state = "COMPLETE";
                } else if (request.state.equals("PENDING")) {
                    request.state = "VOIDED";
                }
            }
        }
    }
}
