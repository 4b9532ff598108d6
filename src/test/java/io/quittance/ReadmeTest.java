package io.quittance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quittance.testing.Books;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The walk-through of the README gives the answers that are printed there; … stands for anything. */
@QuarkusTest
@TestProfile(ReadmeTest.DevMode.class)
class ReadmeTest {

    private static final String END = "-- end of the answer --";

    @TestHTTPResource
    URL url;

    @Inject
    Books books;

    /** As a reader has it who started dev mode. */
    public static class DevMode implements QuarkusTestProfile {
        @Override
        public String getConfigProfile() {
            return "dev";
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            // What other tests have left due would take numbers of cancellations meanwhile.
            return Map.of("quarkus.http.test-port", "0", "quittance.due-actions.every", "off");
        }
    }

    private record Step(String command, List<String> answer) {}

    @Test
    void walksThrough() throws IOException, InterruptedException {
        for (String program : List.of("bash", "curl", "grep")) {
            assumeTrue(isInstalled(program), "The walk-through needs " + program);
        }
        // The reader's database is new; this one has served other tests.
        for (String numbers : List.of(
                "cancellation_number",
                "refund_number",
                "cancellation_request_number",
                "penalty_number",
                "declaration_number")) {
            assertEquals(1001, books.number("select setval('" + numbers + "', 1001, false)"));
        }
        List<Step> steps = steps(Files.readString(Path.of("README.md")));
        assertTrue(steps.size() > 15, "The README has its walk-through");
        Process bash = new ProcessBuilder("bash").redirectErrorStream(true).start();
        try (Writer commands = bash.outputWriter(StandardCharsets.UTF_8);
                BufferedReader answers = bash.inputReader(StandardCharsets.UTF_8)) {
            for (Step step : steps) {
                commands.write(
                        step.command().replace("localhost:8080", url.getAuthority()) + "\necho; echo '" + END + "'\n");
                commands.flush();
                assertAnswer(step, answers);
            }
        } finally {
            bash.destroy();
        }
    }

    private static void assertAnswer(Step step, BufferedReader answers) throws IOException {
        var lines = new ArrayList<String>();
        for (String line = answers.readLine(); line != null && !line.equals(END); line = answers.readLine()) {
            if (!line.isBlank()) {
                lines.add(line.strip());
            }
        }
        String printed = String.join("\n", step.answer());
        Pattern expected = Pattern.compile(
                Arrays.stream(printed.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        String given = String.join("\n", lines);
        if (!step.command().contains("at=now")) {
            assertTrue(
                    expected.matcher(given).matches(),
                    () -> step.command() + "\nprinted: " + printed + "\ngiven:   " + given);
        }
    }

    /** The commands and answers of the blocks marked {@code console}. */
    private static List<Step> steps(String readme) {
        var steps = new ArrayList<Step>();
        boolean inside = false;
        for (String line : readme.lines().toList()) {
            if (line.startsWith("```")) {
                inside = line.equals("```console");
            } else if (inside && line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), new ArrayList<>()));
            } else if (inside && !line.isBlank()) {
                steps.get(steps.size() - 1).answer().add(line.strip());
            }
        }
        return steps;
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
