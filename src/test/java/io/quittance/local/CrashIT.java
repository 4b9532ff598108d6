package io.quittance.local;

import static io.quittance.contract.Body.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.local.Clients.Answered;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Kills the application and its database under load, and compares what the clients were told with what stands in the
 * books: everything that was acknowledged is there, and everything that is there was acknowledged, once.
 */
class CrashIT {

    private static final Kills KILLS = Kills.usually(20260610);
    private static final int ACCOUNTS = 6;
    private static final List<String> ITEMS =
            IntStream.range(0, 300).mapToObj(i -> "item-" + i).toList();

    private Laptop laptop;

    @BeforeEach
    void begin(TestInfo test) {
        laptop = Laptop.of(test);
        System.out.printf("%s with seed %d%n", test.getDisplayName(), KILLS.seed());
    }

    @AfterEach
    void end() {
        laptop.close();
    }

    @Test
    void losesAndDoublesNothingWhenTheApplicationIsKilled() {
        RunningJar jar = laptop.startKept();
        try (var clients = new Clients(jar)) {
            clients.send("import-records", records());
            clients.begin(CrashIT::cancelAndUndo, KILLS.seed());
            jar = KILLS.of(jar, laptop, clients, 20);
            clients.finish();
            tell(clients, KILLS.times() + " kills of the application");
            check(clients);
        }
        jar.stop();
    }

    @Test
    void losesAndDoublesNothingWhenTheDatabaseIsKilled() {
        RunningJar jar = laptop.startKept();
        try (var clients = new Clients(jar)) {
            clients.send("import-records", records());
            clients.begin(CrashIT::cancelAndUndo, KILLS.seed());
            clients.awaitAnswers(100);

            // One process of the server: it starts the others anew, and the application goes on by itself.
            killOneConnection();
            clients.awaitAnswers(100);

            // All of it: nobody starts it again while the application lives.
            long killed = laptop.kept().pid();
            laptop.kept().kill();
            clients.awaitOutages(10);
            assertEquals(503, jar.readiness());
            jar.kill();
            jar = laptop.startKept();
            clients.goTo(jar);
            assertNotEquals(killed, laptop.kept().pid());
            clients.awaitAnswers(100);
            clients.finish();
            tell(clients, "2 kills of the database");
            clients.outages().forEach(OutageIT::mustBeUnavailable);
            check(clients);
        }
        jar.stop();
    }

    /** Cancels an item, mostly on its anniversary, and often takes that back. */
    private static void cancelAndUndo(Clients clients, Random random) {
        String item = ITEMS.get(random.nextInt(ITEMS.size()));
        String timing = random.nextInt(10) == 0 ? "IMMEDIATE" : "ANNIVERSARY";
        Answered canceled = clients.send("cancel-billing-item", Clients.cancel(item, timing));
        if (canceled.isCarriedOut() && random.nextInt(10) < 7) {
            String undo = json(
                    "cancellationId", canceled.json().path("cancellationId").asText());
            clients.send("undo-cancellation", undo);
            if (random.nextInt(5) == 0) {
                clients.send("undo-cancellation", undo);
            }
        }
    }

    private void killOneConnection() {
        String pid = laptop.kept()
                .texts("select pid from pg_stat_activity where usename = 'quittance' order by pid limit 1")
                .get(0);
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }

    /** A few hundred items over several accounts, whose next anniversary is some weeks away. */
    static String records() {
        LocalDate anchor = LocalDate.now(ZoneOffset.UTC).minusDays(10);
        String accounts = IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> json("id", "account-" + i, "name", "Account", "currency", "USD", "timeZone", "UTC"))
                .collect(Collectors.joining(","));
        String items = IntStream.range(0, ITEMS.size())
                .mapToObj(i -> """
                        {"id":"%s","accountId":"account-%d","name":"Item","price":{"amount":"5.00","currency":"USD"},
                         "anchorOn":"%s"}""".formatted(ITEMS.get(i), i % ACCOUNTS, anchor))
                .collect(Collectors.joining(","));
        return """
                {"policy":{"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Call us."},
                 "accounts":[%s],"billingItems":[%s]}""".formatted(accounts, items);
    }

    private void check(Clients clients) {
        List<String> others = clients.sendAgain(clients.answered());
        assertTrue(others.isEmpty(), () -> "%d were answered otherwise, the first is %s, seed %d"
                .formatted(others.size(), others.get(0), KILLS.seed()));
        var told = new Told(clients.answered());
        assertEquals(
                told.canceled.size(),
                told.cancellations.size(),
                () -> "Cancellations acknowledged twice, seed " + KILLS.seed());

        List<String> keys = clients.answered().stream()
                .map(each -> each.command().key())
                .sorted()
                .toList();
        same("operations", keys, rows("select key from operation where tenant_id = ?"));
        same("unanswered", List.of(), rows("select key from operation where tenant_id = ? and answer is null"));
        same("audit", keys, rows("select key from audit where tenant_id = ?"));
        same("events", told.events(), rows("select type || ' ' || subject from outbox where tenant_id = ?"));
        same("cancellations", told.states(), rows("select id || ' ' || state from cancellation where tenant_id = ?"));
        same(
                "receipts",
                told.receipts(),
                rows("select cancellation_id || ' ' || entry || ' ' || what from receipt" + " where tenant_id = ?"));
        same(
                "ended items",
                told.endedItems(),
                rows("select cancellation_id || ' ' || billing_item_id"
                        + " from cancellation_item where tenant_id = ?"));
        same(
                "open cancellations of items",
                told.open(),
                rows("select id || ' ' || state || ' ' || cancellation_id"
                        + " from billing_item where tenant_id = ? and cancellation_id is not null"));
        same(
                "items with two open cancellations",
                List.of(),
                rows(
                        "select subject_id from cancellation"
                                + " where tenant_id = ? and state in ('SCHEDULED', 'EFFECTIVE') group by 1 having count(*) > 1"));
    }

    private List<String> rows(String sql) {
        return laptop.kept().texts(sql, Clients.TENANT).stream().sorted().toList();
    }

    /** Tells what is missing and what is too much, and not the thousands that are right. */
    private static void same(String what, List<String> told, List<String> kept) {
        Map<String, Long> difference = new TreeMap<>();
        told.forEach(each -> difference.merge(each, -1L, Long::sum));
        kept.forEach(each -> difference.merge(each, 1L, Long::sum));
        difference.values().removeIf(count -> count == 0);
        assertEquals(
                Map.of(), difference, () -> what + ": too much (+) or missing (-) in the books, seed " + KILLS.seed());
    }

    private static void tell(Clients clients, String kills) {
        System.out.printf(
                "%s: %d commands answered, %d of them carried out, %d tries without an answer and %d with 503,"
                        + " %d commands found carried out when they were repeated%n",
                kills,
                clients.answered().size(),
                clients.answered().stream().filter(Answered::isCarriedOut).count(),
                clients.unanswered(),
                clients.outages().size(),
                clients.settled());
    }

    /** What the clients were told, as it must stand in the books. */
    private static final class Told {

        private final List<JsonNode> canceled;
        private final Map<String, JsonNode> cancellations = new TreeMap<>();
        private final Set<String> undone = new TreeSet<>();
        private final List<String> refusedKeys;

        Told(Collection<Answered> answered) {
            canceled = answers(answered, "cancel-billing-item").toList();
            canceled.forEach(receipt -> cancellations.put(id(receipt), receipt));
            answers(answered, "undo-cancellation").map(Told::id).forEach(undone::add);
            refusedKeys = answered.stream()
                    .filter(each -> !each.isCarriedOut())
                    .map(each -> each.command().key())
                    .toList();
        }

        List<String> states() {
            return list(receipt -> Stream.of(id(receipt) + " " + state(receipt)));
        }

        List<String> receipts() {
            return list(receipt -> Stream.concat(
                    Stream.of(id(receipt) + " 1 REQUESTED"),
                    switch (state(receipt)) {
                        case "EFFECTIVE" -> Stream.of(id(receipt) + " 2 CARRIED_OUT");
                        case "UNDONE" -> Stream.of(id(receipt) + " 2 UNDONE");
                        default -> Stream.empty();
                    }));
        }

        List<String> endedItems() {
            return list(receipt -> Stream.of(id(receipt) + " " + item(receipt)));
        }

        List<String> open() {
            return list(receipt -> switch (state(receipt)) {
                case "EFFECTIVE" -> Stream.of(item(receipt) + " CANCELED " + id(receipt));
                case "SCHEDULED" -> Stream.of(item(receipt) + " ACTIVE " + id(receipt));
                default -> Stream.empty();
            });
        }

        List<String> events() {
            return Stream.of(
                            list(receipt -> Stream.of(
                                    receipt.path("state").asText().equals("EFFECTIVE")
                                            ? "billing-item.canceled " + item(receipt)
                                            : "billing-item.cancellation-scheduled " + item(receipt))),
                            list(receipt -> undone.contains(id(receipt))
                                    ? Stream.of("billing-item.cancellation-undone " + item(receipt))
                                    : Stream.empty()),
                            receipts().stream()
                                    .map(entry -> "receipt.issued " + entry.split(" ", 2)[0])
                                    .toList(),
                            refusedKeys.stream()
                                    .map(key -> "command.refused " + key)
                                    .toList())
                    .flatMap(List::stream)
                    .toList();
        }

        private List<String> list(Function<JsonNode, Stream<String>> entries) {
            return cancellations.values().stream().flatMap(entries).toList();
        }

        private String state(JsonNode receipt) {
            return undone.contains(id(receipt))
                    ? "UNDONE"
                    : receipt.path("state").asText();
        }

        private static Stream<JsonNode> answers(Collection<Answered> answered, String function) {
            return answered.stream()
                    .filter(each ->
                            each.isCarriedOut() && each.command().function().equals(function))
                    .map(Answered::json);
        }

        private static String id(JsonNode receipt) {
            return receipt.path("cancellationId").asText();
        }

        private static String item(JsonNode receipt) {
            return receipt.path("subjectId").asText();
        }
    }
}
