package io.quittance.sequences;

import static io.quittance.call.RefusalReason.BILLING_ITEM_NOT_FOUND;
import static io.quittance.call.RefusalReason.CANCELLATION_REQUEST_NOT_FOUND;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.sequences.ItemEnds.EndWish;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commands of cancellation requests. */
final class RequestMoves {

    private RequestMoves() {}

    static @Nullable PlayedCommand request(World world, Chance chance) {
        ExpectedItem first = Moves.mostly(chance, world.items.values(), each -> world.endOf(each) == null);
        if (first == null) {
            return null;
        }
        List<EndWish> wishes = wishes(world, chance, first);
        Person by = Moves.somebody(world, chance, first.customer);
        Moves.Given given = Moves.reason(chance, by);
        ItemMoves.AcceptedTerms terms = ItemMoves.terms(chance);
        ObjectNode body =
                PlayedCommand.object().put("acknowledged", terms.acknowledged()).put("termsVersion", terms.version());
        wishes.forEach(wish -> body.withArray("/items")
                .addObject()
                .put("billingItemId", wish.item().id)
                .put("timing", wish.atOnce() ? "IMMEDIATE" : "ANNIVERSARY")
                .put("includeAssociated", wish.associated()));
        body.set("reason", given.reason());
        return new PlayedCommand(
                "request-cancellation",
                by,
                body,
                PlayedCommand.EVERYBODY,
                "preview-cancellation-request",
                () -> {
                    by.mustSee(first.customer, BILLING_ITEM_NOT_FOUND);
                    ItemMoves.mayAsk(world, by);
                    return new Requesting(world).request(wishes);
                },
                terms.lack() == null ? given.lacks() : terms.lack());
    }

    /** Some that take none of the others along. */
    private static List<EndWish> wishes(World world, Chance chance, ExpectedItem first) {
        var ends = new ItemEnds(world);
        var wishes = new ArrayList<EndWish>();
        Set<ExpectedItem> reached = new HashSet<>();
        var others = new ArrayList<>(List.of(first));
        for (int i = 0; i < 4; i++) {
            others.add(chance.of(world.items.values()));
        }
        for (ExpectedItem item : others) {
            var wish = new EndWish(item, chance.oneIn(4), chance.oneIn(4));
            Set<ExpectedItem> own = ends.reached(wish);
            if (item.customer == first.customer && own.stream().noneMatch(reached::contains)) {
                wishes.add(wish);
                reached.addAll(own);
            }
        }
        return wishes;
    }

    static @Nullable PlayedCommand approve(World world, Chance chance) {
        ExpectedRequest request = Moves.mostly(chance, world.requests, each -> each.state.equals("PENDING"));
        if (request == null) {
            return null;
        }
        Person by = Moves.staff(world, chance, request.customer);
        return new PlayedCommand(
                "approve-cancellation-request", by, named(request), PlayedCommand.STAFF, () -> new Requesting(world)
                        .approve(request));
    }

    static @Nullable PlayedCommand voidRequest(World world, Chance chance) {
        ExpectedRequest request = Moves.mostly(chance, world.requests, each -> !each.isDone(world, world.now));
        if (request == null) {
            return null;
        }
        Person by = Moves.somebody(world, chance, request.customer);
        return new PlayedCommand("void-cancellation-request", by, named(request), PlayedCommand.EVERYBODY, () -> {
            by.mustSee(request.customer, CANCELLATION_REQUEST_NOT_FOUND);
            ItemMoves.mayAsk(world, by);
            return new Requesting(world).voidRequest(request);
        });
    }

    static @Nullable PlayedCommand remove(World world, Chance chance) {
        ExpectedRequest request = Moves.mostly(chance, world.requests, each -> !each.isDone(world, world.now));
        if (request == null) {
            return null;
        }
        Person by = Moves.somebody(world, chance, request.customer);
        ExpectedItem item = chance.oneIn(10)
                ? chance.of(world.items.values())
                : chance.of(request.rows.stream().map(row -> row.item).toList());
        ObjectNode body = named(request).put("billingItemId", item.id);
        return new PlayedCommand("remove-from-cancellation-request", by, body, PlayedCommand.EVERYBODY, () -> {
            by.mustSee(request.customer, CANCELLATION_REQUEST_NOT_FOUND);
            ItemMoves.mayAsk(world, by);
            return new Requesting(world).remove(request, item);
        });
    }

    private static ObjectNode named(ExpectedRequest request) {
        return PlayedCommand.object().put("cancellationRequestId", "@" + request.name);
    }
}
