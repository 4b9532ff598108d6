package io.quittance.sequences;

import static io.quittance.call.RefusalReason.ACCOUNT_NOT_FOUND;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_NOT_FOUND;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.sequences.ExpectedEnd.Choice;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that end subscriptions and accounts, and what the schedule does. */
final class ContractMoves {

    private ContractMoves() {}

    static @Nullable PlayedCommand terminate(World world, Chance chance) {
        ExpectedSubscription contract =
                Moves.mostly(chance, world.contracts.values(), each -> world.endOf(each) == null);
        if (contract == null) {
            return null;
        }
        Person by = Moves.somebody(world, chance, contract.customer);
        ContractEnds.Asked asked = asked(chance, contract.customer.dayOf(world.now));
        Choice choice = choice(world, chance, contract.customer, by);
        Moves.Given given = Moves.reason(chance, by);
        ObjectNode body =
                PlayedCommand.object().put("subscriptionId", contract.id).put("timing", asked.timing());
        if (asked.on() != null) {
            body.put("effectiveOn", asked.on().toString());
        }
        if (asked.afterDays() != null) {
            body.put("afterDays", asked.afterDays());
        }
        choose(body, choice);
        body.set("reason", given.reason());
        return new PlayedCommand(
                "terminate-subscription",
                by,
                body,
                PlayedCommand.EVERYBODY,
                "preview-subscription-termination",
                () -> {
                    by.mustSee(contract.customer, SUBSCRIPTION_NOT_FOUND);
                    return new ContractEnds(world).terminate(contract, asked, choice, by);
                },
                given.lacks());
    }

    private static ContractEnds.Asked asked(Chance chance, LocalDate today) {
        String timing = chance.of("IMMEDIATE", "IMMEDIATE", "END_OF_PERIOD", "END_OF_TERM", "ON_DATE", "AFTER_DAYS");
        return switch (timing) {
            case "ON_DATE" ->
                new ContractEnds.Asked(timing, today.plusDays(chance.of(-40L, -5L, -1L, 0L, 1L, 10L, 31L, 100L)), null);
            case "AFTER_DAYS" -> new ContractEnds.Asked(timing, null, chance.of(0, 1, 7, 30));
            default -> new ContractEnds.Asked(timing, null, null);
        };
    }

    static Choice choice(World world, Chance chance, Customer customer, Person by) {
        String override = chance.oneIn(4) ? "It was agreed." : null;
        if (by.isCustomer() && !chance.oneIn(4)) {
            return Choice.UNSAID;
        }
        List<ExpectedNote> notes = world.notes.values().stream()
                .filter(note -> note.customer == customer)
                .toList();
        if (!notes.isEmpty() && chance.oneIn(3)) {
            return new Choice("CREDIT_NOTE", chance.of(notes).id, override);
        }
        return new Choice(
                chance.oneIn(10) ? null : chance.of("AVAILABLE_CREDITS", "ORIGINAL_PAYMENT", "NONE"), null, override);
    }

    static void choose(ObjectNode body, Choice choice) {
        if (choice.equals(Choice.UNSAID)) {
            return;
        }
        ObjectNode refund = body.putObject("refund");
        put(refund, "mode", choice.mode());
        put(refund, "creditNoteId", choice.note());
        put(refund, "overrideReason", choice.overrideReason());
    }

    private static void put(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    static @Nullable PlayedCommand close(World world, Chance chance) {
        Customer customer = Moves.mostly(chance, world.customers.values(), each -> !each.closed);
        if (customer == null) {
            return null;
        }
        Person by = Moves.somebody(world, chance, customer);
        Choice choice = choice(world, chance, customer, by);
        String openInvoices = chance.of("LEAVE", "WRITE_OFF", "COLLECT");
        Moves.Given given = Moves.reason(chance, by);
        ObjectNode body = PlayedCommand.object().put("accountId", customer.id).put("openInvoices", openInvoices);
        choose(body, choice);
        body.set("reason", given.reason());
        return new PlayedCommand(
                "close-account",
                by,
                body,
                PlayedCommand.EVERYBODY,
                "preview-account-closure",
                () -> {
                    by.mustSee(customer, ACCOUNT_NOT_FOUND);
                    return new ExpectedClosure(world).close(customer, choice, openInvoices, by);
                },
                given.lacks());
    }

    static PlayedCommand runDueActions(World world, Chance chance) {
        boolean retryParked = chance.oneIn(4);
        return new PlayedCommand(
                "run-due-actions",
                chance.oneIn(10) ? Person.AGENT : chance.of(Person.SYSTEM, Person.ADMIN),
                PlayedCommand.object().put("retryParked", retryParked),
                PlayedCommand.ADMIN_OR_SYSTEM,
                () -> () -> new ExpectedSchedule(world).run(retryParked));
    }
}
