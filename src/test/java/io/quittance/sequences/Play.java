package io.quittance.sequences;

import static io.quittance.call.RefusalReason.IDEMPOTENCY_KEY_EXPIRED;
import static io.quittance.call.RefusalReason.IDEMPOTENCY_KEY_REUSED;
import static io.quittance.call.RefusalReason.QUOTE_CHANGED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.call.RefusalReason;
import io.quittance.sequences.Calls.CallAnswer;
import io.quittance.sequences.WrittenBooks.Written;
import io.quittance.testing.Ledger;
import io.quittance.testing.MovingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** Plays one sequence: what the model expects of each command is held against what the functions answer and write. */
final class Play {

    private static final Duration ANSWERS_ARE_KEPT = Duration.ofDays(30);
    private static final Duration QUOTES_HOLD = Duration.ofMinutes(30);

    private final Calls calls;
    private final MovingClock clock;
    private final WrittenBooks books;
    private final Tally tally;
    private final String tenant = "s-" + UUID.randomUUID();
    private final World world;
    private final List<Sent> sent = new ArrayList<>();

    /** What was done, for whoever has to find out what went wrong. */
    private final List<String> told = new ArrayList<>();

    private Written written;

    /** A command that was answered, and will be again. */
    private record Sent(PlayedCommand command, ObjectNode body, String key, Instant at, CallAnswer answer) {}

    Play(Calls calls, MovingClock clock, WrittenBooks books, Tally tally, long seed) {
        this.calls = calls;
        this.clock = clock;
        this.books = books;
        this.tally = tally;
        Worlds.Made made = Worlds.by(new Chance(seed));
        this.world = made.world();
        told.add(world.now + " " + made.records());
        hold();
        CallAnswer answer = calls.call(tenant, Person.ADMIN, "import-records", "world", made.records());
        expect(answer.refusal() == null, "The world is refused: " + answer.json());
        this.written = compare();
    }

    /** The clock moves, and somebody sends something. */
    void step(long seed) {
        var chance = new Chance(seed);
        move(chance);
        if (!sent.isEmpty() && chance.oneIn(8)) {
            again(chance.of(sent), chance.oneIn(3));
            return;
        }
        send(Moves.draw(world, chance), chance);
    }

    /** By minutes or months, to the beginning of a day, or to the moment of an end or just before it. */
    private void move(Chance chance) {
        Customer customer = chance.of(world.customers.values());
        ExpectedEnd end = chance.ofAny(world.ends.stream()
                .filter(each -> each.isWaiting() && each.at.isAfter(world.now))
                .toList());
        Instant to =
                switch (chance.below(14)) {
                    case 0 -> world.now.plus(Duration.ofMinutes(chance.between(1, 300)));
                    case 1 -> customer.startOf(customer.dayOf(world.now).plusDays(1));
                    case 2 ->
                        customer.startOf(customer.dayOf(world.now).plusDays(1)).minusMillis(1);
                    case 3 -> world.now.plus(Duration.ofDays(chance.between(1, 10)));
                    case 4 -> chance.oneIn(2) ? world.now.plus(Duration.ofDays(chance.between(10, 70))) : world.now;
                    case 5 -> end == null ? world.now : end.at;
                    case 6 -> end == null ? world.now : end.at.minusMillis(1);
                    default -> world.now;
                };
        world.now = to.isAfter(world.now) ? to : world.now;
    }

    private void hold() {
        clock.standForThisThread(world.now);
    }

    private void send(PlayedCommand command, Chance chance) {
        ObjectNode body = command.body().deepCopy();
        body.properties().forEach(this::name);
        CallAnswer preview = null;
        boolean late = false;
        if (command.preview() != null && chance.oneIn(2)) {
            preview = preview(command, command.preview(), body);
            if (preview.refusal() == null && chance.oneIn(2)) {
                body.put("quote", preview.json().path("quote").asText());
                late = chance.oneIn(4);
                world.now = late ? world.now.plus(QUOTES_HOLD) : world.now;
            }
        }
        String key = "key-" + sent.size();
        told.add(world.now + " " + command.function() + " by " + command.by().subject() + " " + body);
        RefusalReason objection = null;
        SortedSet<String> all = new TreeSet<>();
        Runnable effect = Decision.NOTHING;
        try {
            effect = command.expected();
            Objection.when(late, QUOTE_CHANGED);
        } catch (Objection expected) {
            objection = expected.reason;
            all = expected.all;
        }
        CallAnswer answer = call(command, key, body);
        told.add("    " + (answer.refusal() == null ? answer.json() : answer.refusal()));
        tally.count(command.function(), answer.refusal());
        expect(
                answer.refusal() == objection,
                command + " should be " + (objection == null ? "accepted" : "refused by " + objection) + " and is "
                        + (answer.refusal() == null ? "accepted" : "refused by " + answer.json()));
        expect(failures(answer).equals(all), command + " should be told " + all + " and is " + answer.json());
        expect(!answer.replayed(), command + " is answered as if it had been sent before");
        if (objection == null) {
            effect.run();
            world.settle();
            if (preview != null) {
                expect(
                        planOf(preview).equals(planOf(answer)),
                        command + " was to do " + planOf(preview) + " and did " + planOf(answer));
            }
            AddsUp.check(planOf(answer));
        }
        written = compare();
        if (!command.function().equals("run-due-actions")
                && (answer.refusal() == null || answer.refusal().isAnswer())) {
            sent.add(new Sent(command, body, key, world.now, answer));
        }
    }

    private void name(Map.Entry<String, JsonNode> field) {
        String text = field.getValue().asText();
        if (text.startsWith("@")) {
            String id = written.ids().get(text.substring(1));
            expect(id != null, "Nothing is written of " + text);
            field.setValue(PlayedCommand.object().textNode(id));
        }
    }

    private CallAnswer call(PlayedCommand command, String key, ObjectNode body) {
        hold();
        return calls.call(
                tenant,
                command.by(),
                command.function(),
                command.function().equals("run-due-actions") ? null : key,
                body);
    }

    /** All that stands in the way of services, in the words of {@link Obstacles}. */
    private static SortedSet<String> failures(CallAnswer answer) {
        var failures = new TreeSet<String>();
        answer.json()
                .path("failures")
                .forEach(failure -> failures.add((failure.path("code").asText() + " "
                                + failure.path("id").asText(""))
                        .strip()));
        return failures;
    }

    private static JsonNode planOf(CallAnswer answer) {
        return answer.json().path("plan");
    }

    private CallAnswer preview(PlayedCommand command, String function, ObjectNode body) {
        hold();
        CallAnswer preview = calls.call(tenant, command.by(), function, null, body);
        tally.count(function, preview.refusal());
        RefusalReason objection = null;
        try {
            command.previewed();
        } catch (Objection expected) {
            objection = expected.reason;
        }
        expect(
                preview.refusal() == objection,
                "The preview of " + command + " should be refused by " + objection + " and is " + preview.json());
        return preview;
    }

    /** Sends something once more, or something else under its key. */
    private void again(Sent before, boolean otherwise) {
        ObjectNode body = before.body();
        if (otherwise) {
            body = body.deepCopy();
            if (body.has("reason")) {
                body.putObject("reason").put("code", "TOO_EXPENSIVE");
            } else if (before.command().function().equals("import-records")) {
                body.withArray("/itemCategories")
                        .addObject()
                        .put("id", "another")
                        .put("name", "Another");
            } else {
                body.fieldNames().next();
                body.put(body.fieldNames().next(), "another");
            }
        }
        told.add(world.now + " once more " + before.command().function() + " under " + before.key() + " " + body);
        CallAnswer answer = call(before.command(), before.key(), body);
        boolean old = before.at().plus(ANSWERS_ARE_KEPT).isBefore(world.now);
        RefusalReason objection = otherwise
                ? IDEMPOTENCY_KEY_REUSED
                : old ? IDEMPOTENCY_KEY_EXPIRED : before.answer().refusal();
        tally.count("once more", answer.refusal());
        expect(
                answer.refusal() == objection,
                "Once more, " + before.command() + " should be answered by " + objection + " and is by "
                        + answer.json());
        if (!otherwise && !old) {
            expect(
                    answer.json().equals(before.answer().json()),
                    "Once more, " + before.command() + " is answered " + answer.json() + " after "
                            + before.answer().json());
            expect(answer.replayed(), "Once more, " + before.command() + " is not said to be a repetition");
        }
        compare();
    }

    /** The end: the books are summed. */
    void end() {
        Ledger.rules().forEach((rule, statement) -> {
            TreeSet<String> broken = books.found(statement, tenant);
            expect(broken.isEmpty(), "It does not hold that " + rule + ": " + broken);
        });
        world.lines
                .values()
                .forEach(line -> expect(
                        line.held() + line.outstanding() + line.credited() == line.total(),
                        "Kept and credited of " + line + " are not what was invoiced"));
    }

    private Written compare() {
        Written found = books.of(tenant);
        TreeSet<String> expected = ExpectedBooks.of(world);
        if (!found.rows().equals(expected)) {
            var missing = new TreeSet<>(expected);
            missing.removeAll(found.rows());
            var beyond = new TreeSet<>(found.rows());
            beyond.removeAll(expected);
            expect(
                    false,
                    "The books should say\n    " + String.join("\n    ", missing) + "\nand say\n    "
                            + String.join("\n    ", beyond));
        }
        return found;
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    String told() {
        return tenant + "\n" + String.join("\n", told);
    }
}
