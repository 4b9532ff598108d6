package io.quittance.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.binding.Database;
import io.quittance.contract.LongForm;
import io.quittance.lambda.ColdStarts.Start;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How long a cold start takes, from the start of the process to the answer of its first command, with all that it does in the
 * database: the package as Lambda runs it and as a container image does, beside a handler that has nothing but the driver.
 *
 * <p>Every build starts each once and looks at what it answers. {@code -Dcold-start.rounds=10} measures, and writes the table
 * of {@code docs/performance.md}; on a Java that has AOT caches (25) those are made and used too.
 */
@LongForm
class ColdStartIT {

    private static final Logger LOG = Logger.getLogger(ColdStartIT.class);
    private static final int ROUNDS = Integer.getInteger("cold-start.rounds", 1);

    private static Database database;
    private static ColdStarts starts;

    @BeforeAll
    static void prepare() throws Exception {
        Lambda.unpack();
        database = new Database();
        Lambda.migrate(database);
        database.write(BareHandler.TABLE);
        starts = new ColdStarts(database);
    }

    @AfterAll
    static void stop() throws IOException {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void answersItsFirstCommandHoweverItIsStarted() throws Exception {
        var times = new TreeMap<String, List<Long>>();
        List<Start> all = starts.all();
        for (int round = 0; round < ROUNDS; round++) {
            for (Start start : all) {
                times.computeIfAbsent(start.name(), name -> new ArrayList<>()).add(measured(start));
            }
        }
        LOG.infof("Cold starts on Java %s, %d of each: %s", Runtime.version(), ROUNDS, table(all, times));
    }

    /** Milliseconds to the first answer. */
    private static long measured(Start start) throws IOException {
        String event = starts.command();
        long begun = System.nanoTime();
        try (Lambda lambda = start.begin()) {
            JsonNode answer = lambda.call(event);
            long taken = (System.nanoTime() - begun) / 1_000_000;
            assertEquals(200, answer.path("statusCode").asInt(), () -> start.name() + ": " + answer + lambda.log());
            return taken;
        }
    }

    private static String table(List<Start> all, Map<String, List<Long>> times) {
        var table = new StringBuilder("\n| start | least | median | longest |\n| --- | --- | --- | --- |\n");
        for (Start start : all) {
            List<Long> sorted = times.get(start.name()).stream().sorted().toList();
            table.append("| %s | %d ms | %d ms | %d ms |%n"
                    .formatted(
                            start.name(), sorted.get(0), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1)));
        }
        return table.toString();
    }

    /** What the first caller meets where the start was part of the snapshot. */
    @Test
    void answersFromASnapshot() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            try (Lambda lambda = starts.snapshot()) {
                assertTrue(!lambda.api().awaitSnapshot().failed(), lambda::log);
                long begun = System.nanoTime();
                lambda.api().restore();
                JsonNode first = lambda.call(starts.command());
                long taken = (System.nanoTime() - begun) / 1_000_000;
                assertEquals(200, first.path("statusCode").asInt(), first::toString);
                begun = System.nanoTime();
                lambda.call(starts.command());
                LOG.infof(
                        "From a snapshot: first answer after %d ms, second after %d ms",
                        taken, (System.nanoTime() - begun) / 1_000_000);
            }
        }
    }
}
