package io.quittance.sequences;

import static io.quittance.call.RefusalReason.BILLING_ITEM_NOT_FOUND;
import static io.quittance.call.RefusalReason.CANCELLATION_NOT_FOUND;
import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.TERMS_NOT_ACKNOWLEDGED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.call.RefusalReason;
import io.quittance.sequences.ItemEnds.EndWish;
import io.quittance.sequences.ItemEnds.Planned;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Commands that end billing items, and that undo an end. */
final class ItemMoves {

    private ItemMoves() {}

    static @Nullable PlayedCommand cancel(World world, Chance chance) {
        ExpectedItem item = chance.oneIn(3)
                ? chance.ofAny(parentsOfScheduled(world))
                : Moves.mostly(chance, world.items.values(), each -> world.endOf(each) == null);
        if (item == null) {
            return null;
        }
        Person by = Moves.somebody(world, chance, item.customer);
        var wish = new EndWish(item, chance.oneIn(3), chance.oneIn(3));
        Moves.Given given = Moves.reason(chance, by);
        AcceptedTerms terms = terms(chance);
        ObjectNode body = PlayedCommand.object()
                .put("billingItemId", item.id)
                .put("timing", wish.atOnce() ? "IMMEDIATE" : "ANNIVERSARY")
                .put("includeAssociated", wish.associated())
                .put("acknowledged", terms.acknowledged())
                .put("termsVersion", terms.version());
        body.set("reason", given.reason());
        var ends = new ItemEnds(world);
        return new PlayedCommand(
                "cancel-billing-item",
                by,
                body,
                PlayedCommand.EVERYBODY,
                "preview-billing-item-cancellation",
                () -> {
                    by.mustSee(item.customer, BILLING_ITEM_NOT_FOUND);
                    mayAsk(world, by);
                    Planned planned = ends.plan(wish);
                    return () -> {
                        ExpectedEnd end = ends.open(planned);
                        if (planned.isAtOnce()) {
                            ends.carryOut(end);
                        }
                    };
                },
                terms.lack() == null ? given.lacks() : terms.lack());
    }

    /** Their own end may be earlier than that of what they take along. */
    private static List<ExpectedItem> parentsOfScheduled(World world) {
        return world.items.values().stream()
                .filter(item -> item.parent != null && world.endOf(item.parent) == null)
                .filter(item -> world.endOf(item) != null && !world.hasEnded(item, world.now))
                .map(item -> item.parent)
                .toList();
    }

    /** Those that others have given way to. */
    private static List<ExpectedEnd> superseding(World world) {
        return world.ends.stream()
                .map(end -> end.supersededBy)
                .filter(Objects::nonNull)
                .filter(ExpectedEnd::isWaiting)
                .toList();
    }

    /** Whether the terms are agreed to, and which. */
    record AcceptedTerms(boolean acknowledged, String version) {

        @Nullable
        RefusalReason lack() {
            return acknowledged && version.equals(Records.TERMS) ? null : TERMS_NOT_ACKNOWLEDGED;
        }
    }

    static AcceptedTerms terms(Chance chance) {
        return new AcceptedTerms(!chance.oneIn(25), chance.oneIn(25) ? "v0" : Records.TERMS);
    }

    static void mayAsk(World world, Person by) {
        Objection.when(by.isCustomer() && !world.switches.selfService, SELF_SERVICE_NOT_ALLOWED);
    }

    /** An end of anything. */
    static @Nullable PlayedCommand undo(World world, Chance chance) {
        ExpectedEnd end = chance.oneIn(3)
                ? chance.ofAny(superseding(world))
                : Moves.mostly(chance, world.ends, each -> each.state(world.now).equals("SCHEDULED"));
        if (end == null) {
            return null;
        }
        Person by = Moves.somebody(world, chance, end.customer);
        boolean known = !chance.oneIn(40);
        var ends = new ItemEnds(world);
        return new PlayedCommand(
                "undo-cancellation",
                by,
                PlayedCommand.object().put("cancellationId", known ? "@" + end.name : Moves.NOBODY),
                PlayedCommand.EVERYBODY,
                () -> {
                    Objection.when(!known, CANCELLATION_NOT_FOUND);
                    by.mustSee(end.customer, CANCELLATION_NOT_FOUND);
                    mayAsk(world, by);
                    return ends.undo(end);
                });
    }
}
