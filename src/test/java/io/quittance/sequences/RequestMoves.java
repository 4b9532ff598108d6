package io.quittance.sequences;

import static io.quittance.call.RefusalReason.BILLING_ITEM_NOT_FOUND;
import static io.quittance.call.RefusalReason.CANCELLATION_REQUEST_NOT_FOUND;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.sequences.ItemEnds.Wish;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commands of cancellation requests. */
final class RequestMoves {

    private RequestMoves() {}

    static @Nullable Command request(World world, Chance chance) {
        Item first = Moves.mostly(chance, world.items.values(), each -> world.endOf(each) == null);
        if (first == null) {
            return null;
        }
        List<Wish> wishes = wishes(world, chance, first);
        Person by = Moves.somebody(world, chance, first.customer);
        Moves.Given given = Moves.reason(chance, by);
        ItemMoves.Terms terms = ItemMoves.terms(chance);
        ObjectNode body =
                Command.object().put("acknowledged", terms.acknowledged()).put("termsVersion", terms.version());
        wishes.forEach(wish -> body.withArray("/items")
                .addObject()
                .put("billingItemId", wish.item().id)
                .put("timing", wish.atOnce() ? "IMMEDIATE" : "ANNIVERSARY")
                .put("includeAssociated", wish.associated()));
        body.set("reason", given.reason());
        return new Command(
                "request-cancellation",
                by,
                body,
                Command.EVERYBODY,
                "preview-cancellation-request",
                () -> {
                    by.mustSee(first.customer, BILLING_ITEM_NOT_FOUND);
                    ItemMoves.mayAsk(world, by);
                    return new Requesting(world).request(wishes);
                },
                given.lacks() == null ? terms.lack() : given.lacks());
    }

    /** Some that take none of the others along. */
    private static List<Wish> wishes(World world, Chance chance, Item first) {
        var ends = new ItemEnds(world);
        var wishes = new ArrayList<Wish>();
        Set<Item> reached = new HashSet<>();
        var others = new ArrayList<>(List.of(first));
        for (int i = 0; i < 4; i++) {
            others.add(chance.of(world.items.values()));
        }
        for (Item item : others) {
            var wish = new Wish(item, chance.oneIn(4), chance.oneIn(4));
            Set<Item> own = ends.reached(wish);
            if (item.customer == first.customer && own.stream().noneMatch(reached::contains)) {
                wishes.add(wish);
                reached.addAll(own);
            }
        }
        return wishes;
    }

    static @Nullable Command approve(World world, Chance chance) {
        Request request = Moves.mostly(chance, world.requests, each -> each.state.equals("PENDING"));
        if (request == null) {
            return null;
        }
        Person by = Moves.staff(world, chance, request.customer);
        return new Command(
                "approve-cancellation-request", by, named(request), Command.STAFF, () -> new Requesting(world)
                        .approve(request));
    }

    static @Nullable Command voidRequest(World world, Chance chance) {
        Request request = Moves.mostly(chance, world.requests, each -> !each.isDone(world, world.now));
        if (request == null) {
            return null;
        }
        Person by = Moves.somebody(world, chance, request.customer);
        return new Command("void-cancellation-request", by, named(request), Command.EVERYBODY, () -> {
            by.mustSee(request.customer, CANCELLATION_REQUEST_NOT_FOUND);
            ItemMoves.mayAsk(world, by);
            return new Requesting(world).voidRequest(request);
        });
    }

    static @Nullable Command remove(World world, Chance chance) {
        Request request = Moves.mostly(chance, world.requests, each -> !each.isDone(world, world.now));
        if (request == null) {
            return null;
        }
        Person by = Moves.somebody(world, chance, request.customer);
        Item item = chance.oneIn(10)
                ? chance.of(world.items.values())
                : chance.of(request.rows.stream().map(row -> row.item).toList());
        ObjectNode body = named(request).put("billingItemId", item.id);
        return new Command("remove-from-cancellation-request", by, body, Command.EVERYBODY, () -> {
            by.mustSee(request.customer, CANCELLATION_REQUEST_NOT_FOUND);
            ItemMoves.mayAsk(world, by);
            return new Requesting(world).remove(request, item);
        });
    }

    private static ObjectNode named(Request request) {
        return Command.object().put("cancellationRequestId", "@" + request.name);
    }
}
