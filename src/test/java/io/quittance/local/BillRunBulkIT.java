package io.quittance.local;

import static io.quittance.contract.Body.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.contract.Body;
import io.quittance.contract.LongForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Cancels a bill run of many invoices from the jar, and kills the application again and again while it works: the end is
 * the same as if nobody had.
 *
 * <p>{@code -Dbill-run.invoices=1000000} makes it a large one; {@code -Dleft.out=nothing} also takes the figures of
 * docs/performance.md, beside the same statements sent by psql.
 */
class BillRunBulkIT {

    private static final long INVOICES = Long.getLong("bill-run.invoices", 40_000);
    private static final int ROUNDS = Integer.getInteger("bill-run.rounds", 2);
    private static final int KILLS = LongForm.Size.of(2, 5);
    private static final int PIECE = (int) Math.max(20, Math.min(2000, INVOICES / 200));
    private static final String HEAP = "256m";
    /** Looking at the progress is work too. */
    private static final Duration LOOK = Duration.ofMillis(INVOICES > 100_000 ? 500 : 20);

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private static final String CANCEL =
            json("billRunId", "run", "reason", Body.of("code", "ERROR", "note", "The prices were wrong."));
    private static final String NAMED = json("billRunId", "run");

    private Laptop laptop;
    private ManyInvoices made;

    @BeforeEach
    void begin(TestInfo test) {
        laptop = Laptop.of(test);
        made = new ManyInvoices(laptop.kept(), INVOICES);
    }

    @AfterEach
    void end() {
        laptop.close();
    }

    private RunningJar start() {
        return laptop.start(Map.of(
                        "QUITTANCE_EMBEDDED_POSTGRESQL_DIRECTORY",
                        laptop.kept().directory().toString(),
                        "QUITTANCE_BULK_EVERY",
                        "1s",
                        "QUITTANCE_BULK_CHUNK",
                        Integer.toString(PIECE),
                        "JAVA_TOOL_OPTIONS",
                        "-Xmx" + HEAP))
                .awaitReady();
    }

    @Test
    void endsAsIfItHadNeverBeenKilled() {
        RunningJar jar = start();
        made.of("straight");
        made.of("killed");

        var straight = new TenantClient("straight", jar);
        cancel(straight);
        try (var others = new OtherCommands(new TenantClient("straight", jar))) {
            long begun = System.nanoTime();
            JsonNode done = awaitDone(straight);
            tell("one worker", System.nanoTime() - begun);
            assertEquals(INVOICES, done.at("/progress/invoices").asLong());
            assertEquals(made.exceptions(), done.at("/progress/exceptions").asLong());
            assertEquals(INVOICES - made.exceptions(), done.at("/progress/done").asLong());
            others.finish();
            System.out.printf("Single commands meanwhile: %s%n", others);
        }
        System.out.printf("Memory of the application with -Xmx%s: %s%n", HEAP, peakMemory(jar));

        var killed = new TenantClient("killed", jar);
        cancel(killed);
        long before = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            before = awaitProgress(killed, before, INVOICES * kill / (KILLS + 1));
            jar.kill();
            assertEquals(
                    List.of("CANCEL_IN_PROGRESS"),
                    laptop.kept().texts("select state from bill_run where tenant_id = 'killed'"),
                    "The kill came in time");
            jar = start();
            killed.goTo(jar);
        }
        awaitDone(killed);
        assertEquals(made.sum("straight"), made.sum("killed"));
        assertEquals(made.told("straight"), made.told("killed"));
        assertEquals(
                made.accounts() / 100 + (made.accounts() % 100 > 7 ? 1 : 0),
                made.told("killed").stream()
                        .filter(each -> each.startsWith("left "))
                        .count());
        jar.stop();
    }

    /** Answers at once, and from then on nothing is collected. */
    private static void cancel(TenantClient client) {
        long begun = System.nanoTime();
        JsonNode answer = client.ask("cancel-bill-run", CANCEL);
        tell("the command", System.nanoTime() - begun);
        assertEquals("CANCEL_IN_PROGRESS", answer.path("state").asText());
        assertTrue(client.ask("list-invoices", json("accountId", "account-000000000", "open", true))
                .path("items")
                .isEmpty());
    }

    private static JsonNode awaitDone(TenantClient client) {
        awaitProgress(client, 0, INVOICES);
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode run = client.ask("get-bill-run", NAMED);
        while (!run.at("/billRun/state").asText().equals("CANCELED")) {
            assertTrue(System.nanoTime() < end, run::toString);
            RunningJar.pause(LOOK);
            run = client.ask("get-bill-run", NAMED);
        }
        return run;
    }

    /** Waits until so many are done; the progress never goes back. */
    private static long awaitProgress(TenantClient client, long before, long wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long done = before;
        while (done < wanted) {
            JsonNode progress = client.ask("get-bill-run", NAMED).path("progress");
            long now =
                    progress.path("done").asLong() + progress.path("exceptions").asLong();
            assertTrue(now >= done, "The progress went back from " + done + " to " + now);
            assertTrue(System.nanoTime() < end, progress::toString);
            done = now;
            RunningJar.pause(LOOK);
        }
        return done;
    }

    /** The same statements, piece by piece, without the application; on the same server, over the same content. */
    @Test
    @Tag("figures")
    void comparesWithTheSameStatementsByPsql() throws IOException, InterruptedException {
        RunningJar jar = start();
        for (int round = 1; round <= ROUNDS; round++) {
            made.of("jar-" + round);
            made.of("psql-" + round);
            // In turns, so that neither always finds the other's work still being written to disk.
            long byPsql = round % 2 == 0 ? byPsql("psql-" + round) : 0;
            var client = new TenantClient("jar-" + round, jar);
            long begun = System.nanoTime();
            cancel(client);
            awaitDone(client);
            long byJar = System.nanoTime() - begun;
            byPsql = round % 2 == 0 ? byPsql : byPsql("psql-" + round);
            assertEquals(
                    made.sum("jar-" + round).subList(0, 5),
                    made.sum("psql-" + round).subList(0, 5));
            tell("round " + round + ", from the jar", byJar);
            tell("round " + round + ", by psql", byPsql);
            System.out.printf("Ratio: %d %%%n", byJar * 100 / byPsql);
        }
        System.out.printf("Memory of the application with -Xmx%s: %s%n", HEAP, peakMemory(jar));
        jar.stop();
    }

    private long byPsql(String tenant) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process psql = new ProcessBuilder(
                        "psql",
                        "-X",
                        "-q",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(laptop.kept().port()),
                        "-U",
                        "quittance",
                        "-d",
                        "quittance",
                        "-c",
                        "set quittance.tenant = '" + tenant + "'",
                        "-c",
                        "set quittance.piece = '" + PIECE + "'",
                        "-f",
                        "src/test/resources/bulk/cancel-by-hand.sql")
                .inheritIO()
                .start();
        assertTrue(psql.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(0, psql.exitValue());
        return System.nanoTime() - begun;
    }

    private static void tell(String what, long nanos) {
        System.out.printf("%d invoices, %s: %d ms%n", INVOICES, what, nanos / 1_000_000);
    }

    private static String peakMemory(RunningJar jar) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(jar.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
