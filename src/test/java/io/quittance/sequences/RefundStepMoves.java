package io.quittance.sequences;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.call.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commands that take refunds further: decide, settle, give up, take back. */
final class RefundStepMoves {

    private RefundStepMoves() {}

    /** A refund, and somebody who takes it further; mostly one that it can be done to. */
    private record Drawn(ExpectedRefund refund, Person by, ObjectNode body, RefundSteps steps) {

        static @Nullable Drawn by(World world, Chance chance, String... states) {
            ExpectedRefund refund =
                    Moves.mostly(chance, world.refunds, each -> Set.of(states).contains(each.state));
            if (refund == null) {
                return null;
            }
            Person by = chance.oneIn(5)
                    ? Moves.staff(world, chance, refund.customer)
                    : chance.of(Person.ADMIN, Person.SECOND_ADMIN);
            ObjectNode body = PlayedCommand.object().put("refundId", "@" + refund.name);
            return new Drawn(refund, by, body, new RefundSteps(world));
        }

        PlayedCommand command(String function, Set<Role> may, Decision decision) {
            return new PlayedCommand(function, by, body, may, decision);
        }

        /** The same with a reason. */
        PlayedCommand reasoned(String function, Set<Role> may, Chance chance, Decision decision) {
            Moves.Given given = Moves.reason(chance, by);
            body.set("reason", given.reason());
            return new PlayedCommand(function, by, body, may, null, decision, given.lacks());
        }
    }

    static @Nullable PlayedCommand approve(World world, Chance chance) {
        Drawn drawn = Drawn.by(world, chance, "PENDING_APPROVAL");
        if (drawn == null) {
            return null;
        }
        String override = chance.oneIn(2) ? "It was agreed." : null;
        if (override != null) {
            drawn.body().put("overrideReason", override);
        }
        return drawn.command("approve-refund", PlayedCommand.ADMIN, () -> drawn.steps()
                .approve(drawn.refund(), override, drawn.by()));
    }

    static @Nullable PlayedCommand reject(World world, Chance chance) {
        Drawn drawn = Drawn.by(world, chance, "PENDING_APPROVAL");
        return drawn == null
                ? null
                : drawn.reasoned("reject-refund", PlayedCommand.ADMIN, chance, () -> drawn.steps()
                        .reject(drawn.refund()));
    }

    static @Nullable PlayedCommand cancel(World world, Chance chance) {
        Drawn drawn = Drawn.by(world, chance, "PENDING_APPROVAL", "FAILED");
        return drawn == null
                ? null
                : drawn.reasoned("cancel-refund", PlayedCommand.STAFF, chance, () -> drawn.steps()
                        .cancel(drawn.refund()));
    }

    static @Nullable PlayedCommand retry(World world, Chance chance) {
        Drawn drawn = Drawn.by(world, chance, "FAILED");
        return drawn == null
                ? null
                : drawn.command(
                        "retry-refund", PlayedCommand.STAFF, () -> drawn.steps().retry(drawn.refund()));
    }

    /** The payment system's answer; of any attempt, and seldom of one that it was not told of. */
    static @Nullable PlayedCommand settle(World world, Chance chance) {
        Drawn drawn = Drawn.by(world, chance, "PENDING", "FAILED", "CANCELED");
        if (drawn == null) {
            return null;
        }
        boolean succeeded = chance.oneIn(2);
        int last = drawn.refund().attempt + (chance.oneIn(8) ? 1 : 0);
        Integer attempt = last == 0 || chance.oneIn(2) ? null : (int) chance.between(1, last);
        drawn.body().put("outcome", succeeded ? "SUCCEEDED" : "FAILED");
        if (attempt != null) {
            drawn.body().put("attempt", attempt);
        }
        return drawn.command("settle-refund", PlayedCommand.ADMIN_OR_SYSTEM, () -> drawn.steps()
                .settle(drawn.refund(), succeeded, attempt));
    }

    static @Nullable PlayedCommand reverse(World world, Chance chance) {
        Drawn drawn = Drawn.by(world, chance, "SUCCEEDED");
        if (drawn == null) {
            return null;
        }
        boolean moneyCameBack = !chance.oneIn(3);
        drawn.body().put("moneyCameBack", moneyCameBack);
        return drawn.reasoned("reverse-refund", PlayedCommand.ADMIN, chance, () -> drawn.steps()
                .reverse(drawn.refund(), moneyCameBack));
    }
}
