package io.quittance.sequences;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.edge.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All kinds of commands, and how often each is drawn. */
final class Moves {

    private Moves() {}

    /** One kind of command, with what it names drawn from the world as it stands. */
    interface Move {
        /** Null where the world has nothing for it. */
        @Nullable
        Command draw(World world, Chance chance);
    }

    private record Weighted(int weight, Move move) {}

    private static final List<Weighted> ALL = List.of(
            new Weighted(10, ItemMoves::cancel),
            new Weighted(9, ItemMoves::undo),
            new Weighted(7, RequestMoves::request),
            new Weighted(9, RequestMoves::approve),
            new Weighted(4, RequestMoves::callOff),
            new Weighted(6, RequestMoves::remove),
            new Weighted(12, ContractMoves::terminate),
            new Weighted(2, ContractMoves::close),
            new Weighted(9, ContractMoves::runDueActions),
            new Weighted(10, RefundMoves::apply),
            new Weighted(2, RefundMoves::payOut),
            new Weighted(7, RefundMoves::approve),
            new Weighted(2, RefundMoves::reject),
            new Weighted(9, RefundMoves::settle),
            new Weighted(3, RefundMoves::retry),
            new Weighted(4, RefundMoves::cancel),
            new Weighted(5, RefundMoves::reverse),
            new Weighted(6, ImportMoves::pay),
            new Weighted(4, ImportMoves::use),
            new Weighted(3, ImportMoves::note),
            new Weighted(3, ImportMoves::invoice),
            new Weighted(2, ImportMoves::item),
            new Weighted(2, ImportMoves::service),
            new Weighted(2, ImportMoves::contract),
            new Weighted(2, ImportMoves::policy));

    private static final int SUM = ALL.stream().mapToInt(Weighted::weight).sum();

    static Command draw(World world, Chance chance) {
        while (true) {
            Command command = move(chance).draw(world, chance);
            if (command != null) {
                return command;
            }
        }
    }

    private static Move move(Chance chance) {
        int drawn = chance.below(SUM);
        for (Weighted each : ALL) {
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

    /** A reason, and what is wrong with it. */
    record Given(ObjectNode reason, @Nullable RefusalReason lacks) {}

    static Given reason(Chance chance, Person by) {
        if (!chance.oneIn(12)) {
            return new Given(Command.object().put("code", "NO_LONGER_NEEDED"), null);
        }
        var given = new ArrayList<>(List.of(
                new Given(Command.object().put("code", "NONE_SUCH"), RefusalReason.REASON_UNKNOWN),
                new Given(Command.object().put("code", "OTHER"), RefusalReason.REASON_NOTE_MISSING),
                new Given(Command.object().put("note", "So it is."), null)));
        given.add(new Given(
                Command.object().put("code", "DUNNING"), by.isCustomer() ? RefusalReason.REASON_UNKNOWN : null));
        return chance.of(given);
    }

    /** An id that nobody has given. */
    static final String NOBODY = "nobody";
}
