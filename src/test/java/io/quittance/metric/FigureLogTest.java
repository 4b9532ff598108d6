package io.quittance.metric;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.Harbor;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Schedule;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures as lines of CloudWatch's embedded metric format, as a Lambda logs them. */
@QuarkusTest
class FigureLogTest extends FunctionTest {

    @Inject
    ObjectMapper mapper;

    @Inject
    Schedule schedule;

    @BeforeEach
    void begin() {
        // With the one setting that the template makes.
        QuarkusMock.installMockForType(new FigureLog(mapper, Optional.of("a-stack")), FigureLog.class);
        api.has(Harbor.RECORDS);
    }

    /** What is logged meanwhile. */
    private List<JsonNode> linesOf(Runnable work) throws IOException {
        PrintStream usual = System.out;
        var written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, UTF_8));
        try {
            work.run();
        } finally {
            System.setOut(usual);
        }
        var lines = new ArrayList<JsonNode>();
        for (String line : written.toString(UTF_8).lines().toList()) {
            if (line.startsWith("{\"_aws\"")) {
                lines.add(mapper.readTree(line));
            }
        }
        return lines;
    }

    @Test
    void writesALineForEachCommand() throws IOException {
        List<JsonNode> lines = linesOf(() -> {
            for (String key : List.of("first", "first", "second")) {
                api.command("cancel-billing-item", key, Harbor.cancel("server", "ANNIVERSARY"));
            }
        });
        assertEquals(
                List.of("accepted", "replayed", "refused"),
                lines.stream().map(line -> line.path("outcome").asText()).toList());
        for (JsonNode line : lines) {
            isEmbedded(line);
            assertEquals("cancel-billing-item", line.path("function").asText());
            assertEquals(1, line.path("Commands").asInt());
        }
        assertFalse(lines.get(1).has("Refusals"));
        assertEquals(
                "CANCELLATION_ALREADY_SCHEDULED", lines.get(2).path("reason").asText());
        assertEquals(
                "[[\"function\",\"outcome\"]] [[\"reason\"]]",
                lines.get(2).at("/_aws/CloudWatchMetrics/0/Dimensions") + " "
                        + lines.get(2).at("/_aws/CloudWatchMetrics/1/Dimensions"));
    }

    @Test
    void writesOneLineForTheBacklogOfAllTenants() throws IOException {
        List<JsonNode> lines = linesOf(() -> schedule.measureBacklog());
        assertEquals(1, lines.size());
        JsonNode line = lines.get(0);
        isEmbedded(line);
        assertEquals("[[]]", line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString());
        assertEquals(12, line.at("/_aws/CloudWatchMetrics/0/Metrics").size());
        assertTrue(line.path("OutboxLag").isIntegralNumber());
        assertTrue(line.path("RefundsPastDue").isIntegralNumber());
    }

    @Test
    void writesNothingForOneTenantsQuestion() throws IOException {
        assertEquals(
                List.of(), linesOf(() -> api.ask("measure-backlog", "{}").then().statusCode(200)));
    }

    /** As the specification has it: each metric that is named is a number beside it, and each dimension a text. */
    private static void isEmbedded(JsonNode line) {
        assertTrue(line.at("/_aws/Timestamp").isIntegralNumber());
        var named = new TreeSet<>(Set.of("_aws"));
        for (JsonNode directive : line.at("/_aws/CloudWatchMetrics")) {
            assertEquals("a-stack", directive.path("Namespace").asText());
            assertEquals(1, directive.path("Dimensions").size());
            for (JsonNode dimension : directive.at("/Dimensions/0")) {
                named.add(dimension.asText());
                assertTrue(line.path(dimension.asText()).isTextual(), dimension::asText);
            }
            for (JsonNode metric : directive.path("Metrics")) {
                String name = metric.path("Name").asText();
                named.add(name);
                assertTrue(line.path(name).isNumber(), name);
                assertEquals(
                        name.endsWith("Lag") ? "Seconds" : "Count",
                        metric.path("Unit").asText());
            }
        }
        var members = new TreeSet<String>();
        line.fieldNames().forEachRemaining(members::add);
        assertEquals(named, members);
    }
}
