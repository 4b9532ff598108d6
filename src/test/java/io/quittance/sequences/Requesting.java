package io.quittance.sequences;

import static io.quittance.call.RefusalReason.ALREADY_EFFECTIVE;
import static io.quittance.call.RefusalReason.BILLING_ITEM_NOT_FOUND;
import static io.quittance.call.RefusalReason.CANCELLATION_REQUEST_DECIDED;
import static io.quittance.call.RefusalReason.CANCELLATION_SUPERSEDED;

import io.quittance.call.RefusalReason;
import io.quittance.sequences.ItemEnds.EndWish;
import io.quittance.sequences.ItemEnds.Planned;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How several items end by one request. None of the items that the moves ask for together takes another one of them along;
 * those that do are left to {@code AnyRequestAddsUpTest}.
 */
final class Requesting {

    private final World world;
    private final ItemEnds ends;

    Requesting(World world) {
        this.world = world;
        this.ends = new ItemEnds(world);
    }

    /** The plans of those that may end beside the others, and the reasons of those that may not. */
    private record Joint(Map<EndWish, Planned> planned, Map<EndWish, RefusalReason> refused) {}

    /** What one of them is refused can be the refusal of another. */
    private Joint joint(List<EndWish> wishes, @Nullable ExpectedRequest within) {
        var refused = new LinkedHashMap<EndWish, RefusalReason>();
        while (true) {
            var planned = new LinkedHashMap<EndWish, Planned>();
            int before = refused.size();
            List<EndWish> accepted =
                    wishes.stream().filter(wish -> !refused.containsKey(wish)).toList();
            for (EndWish wish : accepted) {
                try {
                    planned.put(wish, ends.plan(wish, within, endInTime(wish, accepted)));
                } catch (Objection objection) {
                    refused.put(wish, objection.reason);
                }
            }
            if (refused.size() == before) {
                return new Joint(planned, refused);
            }
        }
    }

    private Set<ExpectedItem> endInTime(EndWish wish, List<EndWish> accepted) {
        var inTime = new HashSet<ExpectedItem>();
        accepted.stream()
                .filter(other -> !ends.when(other).at().isAfter(ends.when(wish).at()))
                .forEach(other -> inTime.addAll(ends.reached(other)));
        return inTime;
    }

    Runnable request(List<EndWish> wishes) {
        Joint joint = joint(wishes, null);
        joint.refused().values().stream().min(Comparator.naturalOrder()).ifPresent(first -> {
            throw new Objection(first);
        });
        return () -> {
            var request = new ExpectedRequest(
                    "request " + (world.requests.size() + 1), wishes.get(0).item().customer);
            wishes.forEach(wish -> request.rows.add(new ExpectedRequest.ExpectedRow(
                    wish.item(),
                    wish.atOnce(),
                    wish.associated(),
                    Objects.requireNonNull(joint.planned().get(wish)).when().on())));
            world.requests.add(request);
        };
    }

    Runnable approve(ExpectedRequest request) {
        Objection.when(!request.state.equals("PENDING"), CANCELLATION_REQUEST_DECIDED);
        var rows = new LinkedHashMap<EndWish, ExpectedRequest.ExpectedRow>();
        request.rows.stream()
                .filter(row -> row.result.equals("WAITING"))
                .forEach(row -> rows.put(new EndWish(row.item, row.atOnce, row.associated), row));
        Joint joint = joint(List.copyOf(rows.keySet()), request);
        return () -> {
            request.state = "APPROVED";
            joint.refused().keySet().forEach(wish -> Objects.requireNonNull(rows.get(wish)).result = "REFUSED");
            var opened = new ArrayList<ExpectedEnd>();
            joint.planned().forEach((wish, planned) -> {
                ExpectedEnd end = ends.open(planned);
                opened.add(end);
                ExpectedRequest.ExpectedRow row = Objects.requireNonNull(rows.get(wish));
                row.result = "SCHEDULED";
                row.end = end;
                row.on = end.on;
            });
            opened.stream().filter(end -> end.timing.equals("IMMEDIATE")).forEach(ends::carryOut);
        };
    }

    Runnable voidRequest(ExpectedRequest request) {
        if (request.state.equals("VOIDED")) {
            return Decision.NOTHING;
        }
        Objection.when(
                request.rows.stream().anyMatch(row -> ExpectedRequest.hasEnded(row, world, world.now)),
                ALREADY_EFFECTIVE);
        Objection.when(request.isDone(world, world.now), CANCELLATION_REQUEST_DECIDED);
        List<ExpectedRequest.ExpectedRow> open = request.rows.stream()
                .filter(ExpectedRequest.ExpectedRow::isOpen)
                .toList();
        List<@Nullable ExpectedEnd> own =
                request.rows.stream().map(row -> row.end).toList();
        Objection.when(
                open.stream().anyMatch(row -> row.end != null && !own.contains(world.endOf(row.item))),
                CANCELLATION_SUPERSEDED);
        return () -> {
            open.forEach(row -> row.result = "VOIDED");
            request.state = "VOIDED";
            takeBack(open);
        };
    }

    Runnable remove(ExpectedRequest request, ExpectedItem item) {
        ExpectedRequest.ExpectedRow row = request.rows.stream()
                .filter(each -> each.item == item)
                .findFirst()
                .orElseThrow(() -> new Objection(BILLING_ITEM_NOT_FOUND));
        Objection.when(ExpectedRequest.hasEnded(row, world, world.now), ALREADY_EFFECTIVE);
        if (!row.isOpen()) {
            return Decision.NOTHING;
        }
        Objection.when(row.end != null && world.endOf(item) != row.end, CANCELLATION_SUPERSEDED);
        return () -> {
            row.result = "REMOVED";
            takeBack(List.of(row));
        };
    }

    private void takeBack(List<ExpectedRequest.ExpectedRow> rows) {
        rows.stream()
                .map(row -> row.end)
                .filter(Objects::nonNull)
                .filter(ExpectedEnd::isWaiting)
                .forEach(ends::takeBack);
    }
}
