package io.quittance.sequences;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.sequences.Paying.Share;
import io.quittance.sequences.Refunding.Of;
import io.quittance.sequences.Refunding.To;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that ask for refunds. */
final class RefundMoves {

    private static final List<String> BY_MONEY = List.of("AVAILABLE_CREDITS", "ORIGINAL_PAYMENT", "OFFSET", "OFFLINE");

    private RefundMoves() {}

    static PlayedCommand apply(World world, Chance chance) {
        ObjectNode body = PlayedCommand.object();
        Of of = of(world, chance, body);
        To to = to(world, chance, of, body);
        Person by = Moves.staff(world, chance, of.customer());
        Moves.Given given = Moves.reason(chance, by);
        body.set("reason", given.reason());
        return new PlayedCommand(
                "apply-refund",
                by,
                body,
                PlayedCommand.STAFF,
                "preview-refund",
                () -> new Refunding(world).apply(of, to, by),
                given.lacks());
    }

    private static Of of(World world, Chance chance, ObjectNode body) {
        ExpectedPayment payment = chance.ofAny(world.payments.values());
        if (payment != null && chance.oneIn(2)) {
            body.put("paymentId", payment.id);
            Of whole = new Of(payment.customer, payment, paidBy(world, payment), null, null);
            return new Of(payment.customer, payment, whole.lines(), null, amount(chance, whole, body));
        }
        ExpectedLine.ExpectedInvoice invoice = chance.of(world.invoices.values());
        List<ExpectedLine> lines = world.linesOf(invoice);
        if (chance.oneIn(2)) {
            body.put("invoiceId", invoice.id());
            Of whole = new Of(invoice.customer(), null, lines, null, null);
            return new Of(invoice.customer(), null, lines, null, amount(chance, whole, body));
        }
        List<ExpectedLine> chosen =
                lines.stream().filter(line -> chance.oneIn(2)).toList();
        return ofLines(chance, chosen.isEmpty() ? lines.subList(0, 1) : chosen, body);
    }

    private static Of ofLines(Chance chance, List<ExpectedLine> lines, ObjectNode body) {
        var amounts = new ArrayList<@Nullable Long>();
        for (ExpectedLine line : lines) {
            ObjectNode record = body.withArray("/lines").addObject().put("lineId", line.id);
            Long amount = chance.oneIn(2) || line.held() == 0 ? null : part(chance, line.held());
            amounts.add(amount);
            if (amount != null) {
                record.set("amount", line.invoice.customer().money(amount));
            }
        }
        return new Of(lines.get(0).invoice.customer(), null, lines, amounts, null);
    }

    private static List<ExpectedLine> paidBy(World world, ExpectedPayment payment) {
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
        ExpectedNote note = chance.ofAny(world.notes.values().stream()
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

    static @Nullable PlayedCommand payOut(World world, Chance chance) {
        ExpectedNote note = chance.ofAny(world.notes.values());
        if (note == null) {
            return null;
        }
        ExpectedPayment payment = chance.ofAny(world.payments.values().stream()
                .filter(each -> each.customer == note.customer)
                .toList());
        boolean byPayment = payment != null && chance.oneIn(3);
        String destination = byPayment ? "ORIGINAL_PAYMENT" : chance.of("AVAILABLE_CREDITS", "OFFSET", "OFFLINE");
        String override = chance.oneIn(4) ? "It was agreed." : null;
        Person by = Moves.staff(world, chance, note.customer);
        Moves.Given given = Moves.reason(chance, by);
        ObjectNode body = PlayedCommand.object().put("ofCreditNoteId", note.id).put("destination", destination);
        if (byPayment) {
            body.put("paymentId", payment.id);
        }
        if (override != null) {
            body.put("overrideReason", override);
        }
        body.set("reason", given.reason());
        List<ExpectedLine> lines = byPayment ? paidBy(world, payment) : List.of();
        var of = new Of(note.customer, byPayment ? payment : null, lines, null, note.amount);
        return new PlayedCommand(
                "apply-refund",
                by,
                body,
                PlayedCommand.STAFF,
                "preview-refund",
                () -> new Refunding(world).payOut(note, of, destination, override, by),
                given.lacks());
    }
}
