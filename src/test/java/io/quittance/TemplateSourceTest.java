package io.quittance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Functions;
import io.quittance.testing.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code template.yaml} is what its source and the functions make. After a change of either it is written by {@code ./mvnw test
 * -Dtest=TemplateSourceTest -Dquittance.template.write=true}; {@code -Dquittance.template.only=cancel-bill-run} writes the template of
 * one function, {@code template-cancel-bill-run.yaml}.
 */
@QuarkusTest
class TemplateSourceTest extends DeployedFunctions {

    private static final String ONLY = "quittance.template.only";
    private static final Path FILE = Path.of("template.yaml");

    /** What every function of the API is deployed with. */
    private static final Set<String> SHARED =
            Set.of("AccessLogs", "Alarms", "Api", "ApiFailuresAlarm", "ApiLogs", "ErrorsAlarm", "ErrorsInApiLogs");

    private Template of(String... names) {
        return Template.of(TemplateSource.of(Set.of(names), functions.all()));
    }

    private static Set<String> withShared(String... names) {
        var all = new TreeSet<>(SHARED);
        all.addAll(Arrays.asList(names));
        return all;
    }

    private static Set<String> resources(Template template) {
        return new TreeSet<>(template.resources().keySet());
    }

    @Test
    void isCurrent() throws IOException {
        String expected = TemplateSource.whole(functions.all());
        if (Boolean.getBoolean("quittance.template.write")) {
            Files.writeString(FILE, expected);
        }
        assertEquals(
                expected,
                Files.readString(FILE),
                "Write it by ./mvnw test -Dtest=TemplateSourceTest -Dquittance.template.write=true");
    }

    @Test
    @EnabledIfSystemProperty(named = ONLY, matches = ".+")
    void writesTheTemplateOfSomeFunctions() throws IOException {
        String only = System.getProperty(ONLY);
        Set<String> names = Set.of(only.split(","));
        Files.writeString(
                Path.of("template-" + only.replace(',', '-') + ".yaml"), TemplateSource.of(names, functions.all()));
    }

    @Test
    void deploysACommandAloneWithItsRouteAndItsQueue() {
        Template alone = of("delete-bill-run");
        assertEquals(
                withShared(
                        "DeleteBillRunFunction",
                        "DeleteBillRunMessagesFunction",
                        "DeleteBillRunQueue",
                        "DeleteBillRunDeadLetters",
                        "DeleteBillRunDeadLettersAlarm",
                        "ApiRole",
                        "QueueRole",
                        "QueueLogs",
                        "ErrorsInQueueLogs"),
                resources(alone));
        assertEquals(
                Set.of("ApiAddress", "AlarmTopic"), alone.entries("Outputs").keySet());
        assertTrue(alone.names().contains("Tenant"));
        assertFalse(alone.names().contains("QuoteSecret"));
    }

    @Test
    void deploysAReadAloneWithItsRouteAndThePagesOfTheApi() {
        Template alone = of("list-bill-runs");
        assertEquals(withShared("ReadsFunction", "QuoteApiRole"), resources(alone));
        assertEquals("list-bill-runs", alone.environment("ReadsFunction", "QUITTANCE_FUNCTIONS"));
        assertEquals(1 + OPEN_PAGES.size(), alone.events("ReadsFunction").size());
        assertFalse(alone.names().contains("Tenant"));
    }

    @Test
    void deploysAnOpenCommandAloneWithoutAQueue() {
        assertEquals(withShared("DeclareCancellationFunction", "ApiRole"), resources(of("declare-cancellation")));
    }

    @Test
    void deploysAPreviewWithItsCommand() {
        assertEquals(
                Set.of("ReadsFunction", "CancelBillRunFunction", "CancelBillRunMessagesFunction"),
                of("preview-bill-run-cancellation", "cancel-bill-run")
                        .functions()
                        .keySet());
    }

    @Test
    void refersInEachPartToWhatIsThereAndLeavesOutWhatNothingRefersTo() {
        routed().forEach(name -> {
            Template alone = of(name);
            var known = new HashSet<>(alone.names());
            var referred = new HashSet<>(alone.references());
            referred.removeIf(reference -> reference.startsWith("AWS::"));
            assertTrue(known.containsAll(referred), name + " refers to " + referred);
            known.removeAll(alone.resources().keySet());
            assertTrue(referred.containsAll(known), name + " does not need " + known);
            Set<String> served = new TreeSet<>();
            alone.functions()
                    .keySet()
                    .forEach(function -> served.add(alone.environment(function, "QUITTANCE_FUNCTIONS")));
            assertEquals(Set.of(name), served);
        });
    }

    private Stream<String> routed() {
        return functions.all().stream()
                .map(Functions.Function::name)
                .filter(name -> template.functions().keySet().stream()
                        .flatMap(function -> template.events(function, "HttpApi").stream())
                        .anyMatch(route -> route.at("/Properties/Path").asText().equals("/" + name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel-everything", "Cancel-Bill-Run", "", "run-due-actions", "migrate-schema"})
    void refusesWhatHasNoRoute(String name) {
        assertThrows(IllegalArgumentException.class, () -> of("cancel-bill-run", name));
        assertThrows(IllegalArgumentException.class, () -> of(name));
        assertThrows(IllegalArgumentException.class, this::of);
    }
}
