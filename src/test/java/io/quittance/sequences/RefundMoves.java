package io.quittance.sequences;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.edge.Role;
import io.quittance.sequences.Paying.Share;
import io.quittance.sequences.Refunding.Of;
import io.quittance.sequences.Refunding.To;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Commands that ask for refunds, and that take them further. */
final class RefundMoves {

    private static final List<String> BY_MONEY = List.of("AVAILABLE_CREDITS", "ORIGINAL_PAYMENT", "OFFSET", "OFFLINE");

    private RefundMoves() {}

    static Command apply(World world, Chance chance) {
        ObjectNode body = Command.object();
        Of of = of(world, chance, body);
        To to = to(world, chance, of, body);
        Person by = Moves.staff(world, chance, of.customer());
        Moves.Given given = Moves.reason(chance, by);
        body.set("reason", given.reason());
        return new Command(
                "apply-refund",
                by,
                body,
                Command.STAFF,
                "preview-refund",
                () -> new Refunding(world).apply(of, to, by),
                given.lacks());
    }

    private static Of of(World world, Chance chance, ObjectNode body) {
        Payment payment = chance.ofAny(world.payments.values());
        if (payment != null && chance.oneIn(2)) {
            body.put("paymentId", payment.id);
            Of whole = new Of(payment.customer, payment, paidBy(world, payment), null, null);
            return new Of(payment.customer, payment, whole.lines(), null, amount(chance, whole, body));
        }
        Line.Invoice invoice = chance.of(world.invoices.values());
        List<Line> lines = world.linesOf(invoice);
        if (chance.oneIn(2)) {
            body.put("invoiceId", invoice.id());
            Of whole = new Of(invoice.customer(), null, lines, null, null);
            return new Of(invoice.customer(), null, lines, null, amount(chance, whole, body));
        }
        List<Line> chosen = lines.stream().filter(line -> chance.oneIn(2)).toList();
        return ofLines(chance, chosen.isEmpty() ? lines.subList(0, 1) : chosen, body);
    }

    private static Of ofLines(Chance chance, List<Line> lines, ObjectNode body) {
        var amounts = new ArrayList<@Nullable Long>();
        for (Line line : lines) {
            ObjectNode record = body.withArray("/lines").addObject().put("lineId", line.id);
            Long amount = chance.oneIn(2) || line.held() == 0 ? null : part(chance, line.held());
            amounts.add(amount);
            if (amount != null) {
                record.set("amount", line.invoice.customer().money(amount));
            }
        }
        return new Of(lines.get(0).invoice.customer(), null, lines, amounts, null);
    }

    private static List<Line> paidBy(World world, Payment payment) {
        return world.lines.values().stream()
                .filter(line -> line.payments.containsKey(payment.id))
                .sorted()
                .toList();
    }

    private static @Nullable Long amount(Chance chance, Of whole, ObjectNode body) {
        if (chance.oneIn(2) || whole.most() == 0) {
            return null;
        }
        long amount = part(chance, whole.most());
        body.set("amount", whole.customer().money(amount));
        return amount;
    }

    /** A part, or all, and seldom too much. */
    private static long part(Chance chance, long most) {
        return chance.oneIn(8) ? most + chance.between(1, 50) : chance.between(1, most);
    }

    private static To to(World world, Chance chance, Of of, ObjectNode body) {
        String override = chance.oneIn(4) ? "It was agreed." : null;
        if (override != null) {
            body.put("overrideReason", override);
        }
        Note note = chance.ofAny(world.notes.values().stream()
                .filter(each -> each.customer == of.customer())
                .toList());
        if (note != null && chance.oneIn(4)) {
            body.put("destination", "CREDIT_NOTE").put("creditNoteId", note.id);
            return new To(List.of(), true, note, override);
        }
        long asked = of.amount() == null ? of.most() : of.amount();
        if (of.amounts() == null && asked > 1 && chance.oneIn(4)) {
            return shares(chance, of, asked, body, override);
        }
        String destination = chance.of(BY_MONEY);
        body.put("destination", destination);
        return new To(List.of(new Share(destination, 0)), true, null, override);
    }

    private static To shares(Chance chance, Of of, long asked, ObjectNode body, @Nullable String override) {
        String first = chance.of(BY_MONEY);
        String second =
                chance.of(BY_MONEY.stream().filter(each -> !each.equals(first)).toList());
        long part = chance.between(1, asked - 1);
        var shares = List.of(
                new Share(first, part), new Share(second, asked - part + (chance.oneIn(6) ? chance.between(1, 9) : 0)));
        shares.forEach(share -> body.withArray("/destinations")
                .addObject()
                .put("destination", share.destination())
                .set("amount", of.customer().money(share.amount())));
        return new To(shares, false, null, override);
    }

    static @Nullable Command payOut(World world, Chance chance) {
        Note note = chance.ofAny(world.notes.values());
        if (note == null) {
            return null;
        }
        Payment payment = chance.ofAny(world.payments.values().stream()
                .filter(each -> each.customer == note.customer)
                .toList());
        boolean byPayment = payment != null && chance.oneIn(3);
        String destination = byPayment ? "ORIGINAL_PAYMENT" : chance.of("AVAILABLE_CREDITS", "OFFSET", "OFFLINE");
        String override = chance.oneIn(4) ? "It was agreed." : null;
        Person by = Moves.staff(world, chance, note.customer);
        Moves.Given given = Moves.reason(chance, by);
        ObjectNode body = Command.object().put("ofCreditNoteId", note.id).put("destination", destination);
        if (byPayment) {
            body.put("paymentId", payment.id);
        }
        if (override != null) {
            body.put("overrideReason", override);
        }
        body.set("reason", given.reason());
        List<Line> lines = byPayment ? paidBy(world, payment) : List.of();
        var of = new Of(note.customer, byPayment ? payment : null, lines, null, note.amount);
        return new Command(
                "apply-refund",
                by,
                body,
                Command.STAFF,
                "preview-refund",
                () -> new Refunding(world).payOut(note, of, destination, override, by),
                given.lacks());
    }

    static @Nullable Command approve(World world, Chance chance) {
        String override = chance.oneIn(2) ? "It was agreed." : null;
        return step(world, chance, "approve-refund", Command.ADMIN, body -> {
            if (override != null) {
                body.put("overrideReason", override);
            }
            return (steps, refund, by) -> steps.approve(refund, override, by);
        });
    }

    static @Nullable Command reject(World world, Chance chance) {
        return reasoned(world, chance, "reject-refund", Command.ADMIN, (steps, refund, by) -> steps.reject(refund));
    }

    static @Nullable Command cancel(World world, Chance chance) {
        return reasoned(world, chance, "cancel-refund", Command.STAFF, (steps, refund, by) -> steps.cancel(refund));
    }

    static @Nullable Command retry(World world, Chance chance) {
        return step(world, chance, "retry-refund", Command.STAFF, body -> (steps, refund, by) -> steps.retry(refund));
    }

    static @Nullable Command settle(World world, Chance chance) {
        boolean succeeded = chance.oneIn(2);
        Integer attempt = chance.oneIn(2) ? null : chance.of(1, 1, 2, 3);
        return step(world, chance, "settle-refund", Command.ADMIN_OR_SYSTEM, body -> {
            body.put("outcome", succeeded ? "SUCCEEDED" : "FAILED");
            if (attempt != null) {
                body.put("attempt", attempt);
            }
            return (steps, refund, by) -> steps.settle(refund, succeeded, attempt);
        });
    }

    static @Nullable Command reverse(World world, Chance chance) {
        boolean moneyCameBack = !chance.oneIn(3);
        Command reverse = reasoned(
                world,
                chance,
                "reverse-refund",
                Command.ADMIN,
                (steps, refund, by) -> steps.reverse(refund, moneyCameBack));
        if (reverse != null) {
            reverse.body().put("moneyCameBack", moneyCameBack);
        }
        return reverse;
    }

    /** What a step does. */
    private interface Step {
        Runnable of(RefundSteps steps, Refund refund, Person by);
    }

    private static @Nullable Command reasoned(World world, Chance chance, String function, Set<Role> may, Step step) {
        Command command = step(world, chance, function, may, body -> step);
        if (command == null) {
            return null;
        }
        Moves.Given given = Moves.reason(chance, command.by());
        command.body().set("reason", given.reason());
        return new Command(function, command.by(), command.body(), may, null, command.decision(), given.lacks());
    }

    /** Mostly of a refund that is not done with. */
    private static @Nullable Command step(
            World world, Chance chance, String function, Set<Role> may, Function<ObjectNode, Step> step) {
        List<Refund> waiting = world.refunds.stream()
                .filter(refund -> refund.isWaiting() || refund.state.equals("FAILED"))
                .toList();
        Refund refund = chance.ofAny(waiting.isEmpty() || chance.oneIn(3) ? world.refunds : waiting);
        if (refund == null) {
            return null;
        }
        ObjectNode body = Command.object().put("refundId", "@" + refund.name);
        Person by = chance.oneIn(5)
                ? Moves.staff(world, chance, refund.customer)
                : chance.of(Person.ADMIN, Person.SECOND_ADMIN);
        Step does = step.apply(body);
        return new Command(function, by, body, may, () -> does.of(new RefundSteps(world), refund, by));
    }
}
