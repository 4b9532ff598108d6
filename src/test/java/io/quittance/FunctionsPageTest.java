package io.quittance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Functions;
import io.quittance.call.Functions.Function;
import io.quittance.call.Role;
import io.quittance.desk.Preview;
import io.quittance.testing.PublishedEvents;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/functions.md} lists every function as the code has it: the name, the roles, the first sentence of the Javadoc,
 * and a command of the README or the walk-through. It is rewritten by
 * {@code ./mvnw test -Dtest=FunctionsPageTest -Dquittance.functions.write=true}.
 */
@QuarkusTest
class FunctionsPageTest {

    private static final boolean WRITE = Boolean.getBoolean("quittance.functions.write");

    private static final Path PAGE = Path.of("docs/functions.md");

    /** The titles of the packages, in the order of the page. */
    private static final Map<String, String> NOUNS = nouns();

    /** Called by a schedule for all tenants, or by somebody for one. */
    private static final Set<String> SCHEDULED =
            Set.of("run-due-actions", "run-bulk-work", "publish-events", "measure-backlog");

    private static final Set<Role> EVERYBODY = EnumSet.complementOf(EnumSet.of(Role.ANONYMOUS));

    /** As the README and the walk-through call a function: by its name, and the JSON of its request where it has one. */
    private static final Pattern EXAMPLE =
            Pattern.compile("(?:ask|tell|call) (\\S+) .*|curl -s localhost:8080/(\\S+) .*", Pattern.DOTALL);

    @Inject
    Functions functions;

    private static Map<String, String> nouns() {
        var nouns = new LinkedHashMap<String, String>();
        nouns.put("billingitem", "Billing items");
        nouns.put("subscription", "Subscriptions");
        nouns.put("account", "Accounts");
        nouns.put("invoice", "Invoices");
        nouns.put("refund", "Refunds");
        nouns.put("billrun", "Bill runs");
        nouns.put("declaration", "Declarations");
        nouns.put("cancellation", "Cancellations");
        nouns.put("intake", "Records");
        nouns.put("delivery", "Events");
        nouns.put("backlog", "Backlog");
        return nouns;
    }

    @Test
    void listsEveryFunctionAsItIs() throws IOException {
        String expected = page();
        if (WRITE) {
            Files.writeString(PAGE, expected);
        }
        assertEquals(expected, Files.readString(PAGE));
    }

    /** {@code Roles: agent, billing admin.} are the roles that may call it; without a token there is no role. */
    @Test
    void namesTheRolesOfEachFunctionInItsJavadoc() {
        Map<String, String> javadocs = PublishedEvents.javadocs();
        for (Function function : functions.all()) {
            String roles = function.roles().stream()
                    .map(role -> role == Role.ANONYMOUS
                            ? "no token"
                            : role.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .collect(joining(", "));
            assertTrue(
                    javadocs.getOrDefault(function.name(), "").contains("<p>Roles: " + roles + ".\n"),
                    () -> function.name() + " is for: " + roles);
        }
    }

    @Test
    void hasAnExampleOfEveryFunction() {
        Map<String, String> examples = examples();
        assertEquals(
                List.of(),
                functions.all().stream()
                        .map(Function::name)
                        .filter(name -> !examples.containsKey(name))
                        .toList());
    }

    private String page() {
        Map<String, String> examples = examples();
        Map<String, List<Function>> byNoun = functions.all().stream().collect(groupingBy(FunctionsPageTest::noun));
        assertTrue(NOUNS.keySet().containsAll(byNoun.keySet()), () -> "A package has no title: " + byNoun.keySet());
        return NOUNS.keySet().stream()
                .filter(byNoun::containsKey)
                .map(noun -> section(noun, inOrder(byNoun.get(noun)), examples))
                .collect(joining("\n", """
                        <!-- Generated from the code: ./mvnw test -Dtest=FunctionsPageTest -Dquittance.functions.write=true -->
                        # Functions

                        Each function is called by `POST /<name>` with one JSON object; `/q/openapi` describes requests and answers. A *command* changes something,
                        once for its header `Idempotency-Key`. A *preview* takes the request of the command below it, changes nothing and returns the plan with a
                        `quote`. A *read* filters by the fields of its request, and a list returns pages by `limit` and `cursor`. A *schedule* calls the functions so
                        marked for all tenants; a call over HTTP runs one for the caller's tenant.

                        "All" roles are `customer` (own account only), `agent`, `billing-admin` and `system`; "staff" are the last three. The examples are those of
                        the [README](../README.md#one-story-in-five-commands) and the [walk-through](walkthrough.md), where their answers are printed: `ask` sends a
                        request, `tell` a key and a request.

                        """, ""));
    }

    private String section(String noun, List<Function> functions, Map<String, String> examples) {
        String rows = functions.stream()
                .map(function -> "| `%s` | %s | %s | %s |\n"
                        .formatted(function.name(), kind(function), roles(function), sentence(function)))
                .collect(joining());
        String calls = functions.stream()
                .map(function -> examples.getOrDefault(function.name(), ""))
                .filter(example -> !example.isEmpty())
                .map(example -> example + "\n")
                .collect(joining());
        return "## " + NOUNS.get(noun) + "\n\n| function | kind | roles | description |\n| --- | --- | --- | --- |\n"
                + rows + (calls.isEmpty() ? "" : "\n```sh\n" + calls + "```\n");
    }

    /** By name; a preview before the command whose request it takes. */
    private static List<Function> inOrder(List<Function> functions) {
        var ordered = new ArrayList<Function>();
        functions.stream()
                .filter(function -> commandOf(function, functions).isEmpty())
                .sorted(Comparator.comparing(Function::name))
                .forEach(function -> {
                    functions.stream()
                            .filter(preview -> commandOf(preview, functions).equals(Optional.of(function)))
                            .forEach(ordered::add);
                    ordered.add(function);
                });
        return ordered;
    }

    private static Optional<Function> commandOf(Function preview, List<Function> functions) {
        return functions.stream()
                .filter(function -> isPreview(preview) && function.isCommand())
                .filter(function ->
                        String.valueOf(function.requestType()).equals(String.valueOf(preview.requestType())))
                .findFirst();
    }

    private static boolean isPreview(Function function) {
        return function.answerType() instanceof ParameterizedType type && type.getRawType() == Preview.class;
    }

    private static String kind(Function function) {
        if (function.isCommand()) {
            return "command";
        }
        if (isPreview(function)) {
            return "preview";
        }
        return SCHEDULED.contains(function.name()) ? "schedule" : "read";
    }

    private static String roles(Function function) {
        Set<Role> roles = EnumSet.copyOf(function.roles());
        if (function.isOpen()) {
            return "no token";
        }
        if (roles.equals(EVERYBODY)) {
            return "all";
        }
        return roles.equals(EnumSet.of(Role.AGENT, Role.BILLING_ADMIN, Role.SYSTEM))
                ? "staff"
                : roles.stream().map(role -> "`" + role.group() + "`").collect(joining(", "));
    }

    private static String noun(Function function) {
        return function.method().getDeclaringClass().getPackageName().split("\\.")[2];
    }

    /** The first sentence of the Javadoc of a function's class, as text. */
    private String sentence(Function function) {
        Class<?> type = function.method().getDeclaringClass();
        try {
            String source =
                    Files.readString(Path.of("src/main/java", type.getName().replace('.', '/') + ".java"));
            Matcher javadoc = Pattern.compile(
                            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:@\\S+\\s+)*public (?:final )?class ", Pattern.DOTALL)
                    .matcher(source);
            assertTrue(javadoc.find(), () -> type + " has a Javadoc");
            String text = javadoc.group(1)
                    .replaceAll("(?m)^\\s*\\* ?", "")
                    .replaceAll("\\s+", " ")
                    .replaceAll("<p>.*", "")
                    .strip();
            Matcher sentence = Pattern.compile("^.*?\\.(?= [A-Z]|$)").matcher(text);
            assertTrue(sentence.find(), () -> type + " is described by a sentence: " + text);
            return linked(sentence.group()).replace("|", "\\|");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code CancelBillingItem} is named as callers know it, any other type as the code does. */
    private String linked(String sentence) {
        return Pattern.compile("\\{@(?:link|code) ([^}]+)}")
                .matcher(sentence)
                .replaceAll(tag -> "`"
                        + functions
                                .named(kebab(tag.group(1)))
                                .map(Function::name)
                                .orElse(tag.group(1))
                        + "`");
    }

    private static String kebab(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The first command with each function that is carried out; where there is none, the first that is refused. */
    private static Map<String, String> examples() {
        var examples = new TreeMap<String, String>();
        var refused = new TreeMap<String, String>();
        for (Path page : List.of(Path.of("docs/walkthrough.md"), Path.of("README.md"))) {
            for (WalkthroughTest.Step step : steps(page)) {
                Matcher example = EXAMPLE.matcher(step.command());
                if (example.matches()) {
                    boolean isRefused = step.answer().stream().anyMatch(line -> line.contains("\"/problems/"));
                    String name = Objects.requireNonNullElse(example.group(1), example.group(2));
                    (isRefused ? refused : examples).putIfAbsent(name, step.command());
                }
            }
        }
        refused.forEach(examples::putIfAbsent);
        return examples;
    }

    private static List<WalkthroughTest.Step> steps(Path page) {
        try {
            return WalkthroughTest.steps(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
