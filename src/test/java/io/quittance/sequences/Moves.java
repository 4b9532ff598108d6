package io.quittance.sequences;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.call.RefusalReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All kinds of commands, and how often each is drawn. */
final class Moves {

    private Moves() {}

    /** One kind of command, with what it names drawn from the world as it stands. */
    interface Move {
        /** Null where the world has nothing for it. */
        @Nullable
        PlayedCommand draw(World world, Chance chance);
    }

    /** What a world is about: where all happens in one corner, more of it meets. */
    enum Theme {
        ALL,
        ITEMS,
        MONEY,
        SERVICES
    }

    private record Weighted(int weight, Theme theme, Move move) {

        boolean isOf(Theme asked) {
            return asked == Theme.ALL
                    || theme == Theme.ALL
                    || theme == asked
                    || (asked == Theme.SERVICES && theme == Theme.MONEY);
        }
    }

    private static final List<Weighted> ALL = List.of(
            new Weighted(10, Theme.ITEMS, ItemMoves::cancel),
            new Weighted(9, Theme.ALL, ItemMoves::undo),
            new Weighted(7, Theme.ITEMS, RequestMoves::request),
            new Weighted(9, Theme.ITEMS, RequestMoves::approve),
            new Weighted(4, Theme.ITEMS, RequestMoves::voidRequest),
            new Weighted(6, Theme.ITEMS, RequestMoves::remove),
            new Weighted(12, Theme.MONEY, ContractMoves::terminate),
            new Weighted(20, Theme.SERVICES, RemovalMoves::remove),
            new Weighted(2, Theme.MONEY, ContractMoves::close),
            new Weighted(9, Theme.ALL, ContractMoves::runDueActions),
            new Weighted(10, Theme.MONEY, RefundMoves::apply),
            new Weighted(2, Theme.MONEY, RefundMoves::payOut),
            new Weighted(7, Theme.MONEY, RefundStepMoves::approve),
            new Weighted(2, Theme.MONEY, RefundStepMoves::reject),
            new Weighted(9, Theme.MONEY, RefundStepMoves::settle),
            new Weighted(3, Theme.MONEY, RefundStepMoves::retry),
            new Weighted(4, Theme.MONEY, RefundStepMoves::cancel),
            new Weighted(5, Theme.MONEY, RefundStepMoves::reverse),
            new Weighted(6, Theme.MONEY, ImportMoves::pay),
            new Weighted(4, Theme.MONEY, ImportMoves::use),
            new Weighted(3, Theme.MONEY, ImportMoves::note),
            new Weighted(3, Theme.MONEY, ImportMoves::invoice),
            new Weighted(2, Theme.ITEMS, ImportMoves::item),
            new Weighted(2, Theme.SERVICES, ServiceImports::service),
            new Weighted(1, Theme.SERVICES, ServiceImports::installed),
            new Weighted(2, Theme.SERVICES, ServiceImports::action),
            new Weighted(2, Theme.MONEY, ImportMoves::contract),
            new Weighted(2, Theme.MONEY, ImportMoves::policy));

    static PlayedCommand draw(World world, Chance chance) {
        List<Weighted> some =
                ALL.stream().filter(each -> each.isOf(world.theme)).toList();
        while (true) {
            PlayedCommand command = one(some, chance).draw(world, chance);
            if (command != null) {
                return command;
            }
        }
    }

    private static Move one(List<Weighted> some, Chance chance) {
        int drawn = chance.below(some.stream().mapToInt(Weighted::weight).sum());
        for (Weighted each : some) {
            drawn -= each.weight();
            if (drawn < 0) {
                return each.move();
            }
        }
        throw new IllegalStateException("Weights add up to less than they are");
    }

    /** Somebody who asks something of a customer's account; seldom another customer. */
    static Person somebody(World world, Chance chance, Customer customer) {
        if (chance.oneIn(12)) {
            return Person.customer(chance.of(world.customers.values()));
        }
        return chance.of(
                Person.AGENT,
                Person.AGENT,
                Person.ADMIN,
                Person.ADMIN,
                Person.SECOND_ADMIN,
                Person.SYSTEM,
                Person.customer(customer));
    }

    /** Somebody who seldom is a customer. */
    static Person staff(World world, Chance chance, Customer customer) {
        return chance.oneIn(8)
                ? somebody(world, chance, customer)
                : chance.of(Person.AGENT, Person.ADMIN, Person.ADMIN, Person.SECOND_ADMIN, Person.SYSTEM);
    }

    /** Mostly one of those that it can be done to; seldom any, and else none. */
    static <T> @Nullable T mostly(Chance chance, Collection<T> all, Predicate<T> fits) {
        List<T> fitting = all.stream().filter(fits).toList();
        if (!fitting.isEmpty() && !chance.oneIn(6)) {
            return chance.of(fitting);
        }
        return chance.oneIn(4) ? chance.ofAny(all) : null;
    }

    /** A reason, and what is wrong with it. */
    record Given(ObjectNode reason, @Nullable RefusalReason lacks) {}

    static Given reason(Chance chance, Person by) {
        if (!chance.oneIn(12)) {
            return new Given(PlayedCommand.object().put("code", "NO_LONGER_NEEDED"), null);
        }
        var given = new ArrayList<>(List.of(
                new Given(PlayedCommand.object().put("code", "NONE_SUCH"), RefusalReason.REASON_UNKNOWN),
                new Given(PlayedCommand.object().put("code", "OTHER"), RefusalReason.REASON_NOTE_MISSING),
                new Given(PlayedCommand.object().put("note", "So it is."), null)));
        given.add(new Given(
                PlayedCommand.object().put("code", "DUNNING"), by.isCustomer() ? RefusalReason.REASON_UNKNOWN : null));
        return chance.of(given);
    }

    /** What is wrong with a reason that {@link #reason} has drawn. */
    static @Nullable RefusalReason lackOf(JsonNode reason, Person by) {
        String code = reason.path("code").asText();
        if (code.equals("NONE_SUCH") || code.equals("DUNNING") && by.isCustomer()) {
            return RefusalReason.REASON_UNKNOWN;
        }
        return code.equals("OTHER") && !reason.has("note") ? RefusalReason.REASON_NOTE_MISSING : null;
    }

    /** An id that nobody has given. */
    static final String NOBODY = "nobody";
}
