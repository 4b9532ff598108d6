package io.quittance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quittance.testing.Books;
import io.quittance.testing.PublishedEvents;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Plays the commands of the README, and then those of the walk-through, which continues its story, in one shell. Each gives
 * the answer that is printed; … in a printed answer is any text.
 */
@QuarkusTest
@TestProfile(WalkthroughTest.DevMode.class)
class WalkthroughTest {

    private static final List<Path> PAGES = List.of(Path.of("README.md"), Path.of("docs/walkthrough.md"));

    private static final String END = "-- end of the answer --";

    /** No … is a problem. */
    private static final String PROBLEM = "{\"type\":\"/problems/";

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

    /** A whole build has more tenants than this. */
    private static final int WHOLE_BUILD = 500;

    record Step(String command, List<String> answer) {}

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
        var steps = new ArrayList<Step>();
        for (Path page : PAGES) {
            List<Step> ofPage = steps(page);
            assertTrue(ofPage.size() > 5, () -> page + " has its commands");
            steps.addAll(ofPage);
        }
        var differences = new ArrayList<String>();
        Process bash = new ProcessBuilder("bash").redirectErrorStream(true).start();
        try (Writer commands = bash.outputWriter(StandardCharsets.UTF_8);
                BufferedReader answers = bash.inputReader(StandardCharsets.UTF_8)) {
            for (Step step : steps) {
                commands.write(
                        step.command().replace("localhost:8080", url.getAuthority()) + "\necho; echo '" + END + "'\n");
                commands.flush();
                difference(step, answers).ifPresent(differences::add);
            }
        } finally {
            bash.destroy();
        }
        // All of them: a page is corrected in one go.
        assertTrue(differences.isEmpty(), () -> String.join("\n\n", differences));
    }

    /** In a whole build, which has called every function in many ways before. */
    @Test
    void hasSeenEveryEventThatAFunctionNames() {
        assumeTrue(books.number("select count(*) from tenant") > WHOLE_BUILD, "Only in a whole build");
        var unseen = new TreeMap<String, Set<String>>();
        Map<String, Set<String>> seen = PublishedEvents.seen(books);
        PublishedEvents.named().forEach((function, events) -> {
            var rest = new TreeSet<>(events);
            rest.removeAll(seen.getOrDefault(function, Set.of()));
            if (!rest.isEmpty()) {
                unseen.put(function, rest);
            }
        });
        assertEquals(Map.of(), unseen, "No test has seen these events, which the Javadoc of the function names");
    }

    private static Optional<String> difference(Step step, BufferedReader answers) throws IOException {
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
        boolean same = expected.matcher(given).matches() && given.contains(PROBLEM) == printed.contains(PROBLEM);
        return same || step.command().contains("at=now")
                ? Optional.empty()
                : Optional.of(step.command() + "\nprinted: " + printed + "\ngiven:   " + given);
    }

    /** The commands and answers of the blocks marked {@code console}; a command whose line ends in \ goes on in the next one. */
    static List<Step> steps(Path page) throws IOException {
        var steps = new ArrayList<Step>();
        boolean inside = false;
        boolean goesOn = false;
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                inside = line.equals("```console");
            } else if (inside && goesOn) {
                Step begun = steps.remove(steps.size() - 1);
                steps.add(new Step(begun.command() + "\n" + line, begun.answer()));
                goesOn = line.endsWith("\\");
            } else if (inside && line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), new ArrayList<>()));
                goesOn = line.endsWith("\\");
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
