package io.quittance;

import static io.quittance.contract.Body.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Functions;
import io.quittance.message.CommandMessage;
import io.quittance.metric.Figure;
import io.quittance.testing.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code template.yaml} says of functions, routes, queues, schedules and alarms, held against the code. */
@QuarkusTest
class TemplateTest extends DeployedFunctions {

    private static final String FOR_HTTP = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";
    private static final String FOR_EVENTS = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest";

    /** Where the alarms look for the figures that are logged. */
    private static final String STACK = json("Ref", "AWS::StackName");

    /** Each running function has one, and the migration two; so many the database has to bear. */
    private static final int MOST_CONNECTIONS = 400;

    private static String camel(String name) {
        return Arrays.stream(name.split("-"))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }

    private Set<String> commands() {
        return functions.all().stream()
                .filter(Functions.Function::isCommand)
                .map(Functions.Function::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> scheduled() {
        return template.functions().keySet().stream()
                .filter(name -> !template.events(name, "ScheduleV2").isEmpty())
                .map(name -> template.environment(name, "QUITTANCE_FUNCTIONS"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    // Functions.

    @Test
    void hasAFunctionForTheRouteOfEachCommandAndOneForItsQueue() {
        for (String command : commands()) {
            String forRoute = camel(command) + "Function";
            assertEquals(Set.of(command), served(forRoute));
            assertEquals(FOR_HTTP, template.handler(forRoute));
            if (isOpen(command)) {
                assertFalse(template.functions().containsKey(camel(command) + "MessagesFunction"), command);
                continue;
            }
            String forQueue = camel(command) + "MessagesFunction";
            assertEquals(Set.of(command), served(forQueue));
            assertEquals("receive-message", template.environment(forQueue, "QUARKUS_FUNQY_EXPORT"));
            assertEquals(json("Ref", "Tenant"), template.environment(forQueue, "QUITTANCE_TENANT"));
        }
    }

    @Test
    void servesEachFunctionOnOneRouteOrOnASchedule() {
        var routes = new TreeMap<String, String>();
        for (String function : template.functions().keySet()) {
            var own = new TreeSet<String>();
            for (JsonNode route : template.events(function, "HttpApi")) {
                String path = route.at("/Properties/Path").asText();
                if (OPEN_PAGES.contains(path)) {
                    assertEquals("GET", route.at("/Properties/Method").asText());
                } else {
                    assertEquals("POST", route.at("/Properties/Method").asText());
                    assertTrue(own.add(path.substring(1)) && !routes.containsKey(path), path);
                    routes.put(path, function);
                }
            }
            if (!own.isEmpty()) {
                assertEquals(served(function), own, function);
            }
        }
        Set<String> expected = functions.all().stream()
                .map(Functions.Function::name)
                .filter(name -> !scheduled().contains(name))
                .map(name -> "/" + name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, routes.keySet());
    }

    @Test
    void exportsDoorsThatExist() throws IOException {
        Set<String> doors = new HashSet<>();
        FunctionRecorder.registry.invokers().stream()
                .map(invoker -> invoker.getName())
                .filter(name -> functions.named(name).isEmpty())
                .forEach(doors::add);
        matches("src/lambda/java", "@Funq\\(\"([^\"]+)\"\\)").forEach(doors::add);
        assertEquals(Set.of("receive-command", "receive-message", "migrate-schema"), doors);
        for (String function : template.functions().keySet()) {
            String export = template.environment(function, "QUARKUS_FUNQY_EXPORT");
            assertEquals(template.handler(function).equals(FOR_EVENTS), doors.contains(export), function);
        }
    }

    /** A batch at the handler for HTTP looks done, and a failure that SNS delivered is swallowed. */
    @Test
    void bindsEachSourceToTheHandlerThatUnderstandsIt() {
        Map<String, String> handlers = Map.of("HttpApi", FOR_HTTP, "SQS", FOR_EVENTS, "ScheduleV2", FOR_EVENTS);
        for (String function : template.functions().keySet()) {
            for (JsonNode event : template.events(function)) {
                String source = event.path("Type").asText();
                assertTrue(handlers.containsKey(source), function + " is bound to " + source);
                assertEquals(handlers.get(source), template.handler(function), function);
            }
        }
        template.resources()
                .forEach((name, resource) ->
                        assertFalse(resource.path("Type").asText().equals("AWS::SNS::Subscription"), name));
    }

    // Queues.

    @Test
    void reportsWhatFailedOfABatchAndKeepsItInTheEnd() {
        int queues = 0;
        for (String function : template.functions().keySet()) {
            for (JsonNode event : template.events(function, "SQS")) {
                queues++;
                assertEquals(
                        "ReportBatchItemFailures",
                        event.at("/Properties/FunctionResponseTypes/0").asText(),
                        function);
                String queue = Template.attributeOf(event.at("/Properties/Queue"));
                JsonNode properties = template.resources().get(queue).path("Properties");
                assertTrue(properties.path("VisibilityTimeout").asInt() >= 6 * template.timeout(function), queue);
                // Of a call that is cut off, nothing is done for the queue: all of the batch would come again.
                int ofACommand = template.root().at("/Globals/Function/Timeout").asInt();
                assertTrue(
                        template.timeout(function)
                                >= ofACommand
                                        * event.at("/Properties/BatchSize").asInt(),
                        function);
                String dead = Template.attributeOf(properties.at("/RedrivePolicy/deadLetterTargetArn"));
                assertTrue(properties.at("/RedrivePolicy/maxReceiveCount").asInt() >= 3, queue);
                assertEquals(
                        "AWS::SQS::Queue",
                        template.resources().get(dead).path("Type").asText());
                assertEquals(
                        dead,
                        Template.attributeOf(
                                template.resources().get(dead + "Alarm").at("/Properties/Dimensions/0/Value")));
            }
        }
        assertEquals(commands().stream().filter(name -> !isOpen(name)).count() + 1, queues);
    }

    /** After a failure the later messages of a batch are carried out all the same. */
    @Test
    void promisesNoOrderOfMessages() {
        Map<String, JsonNode> queues = template.resourcesOf("AWS::SQS::Queue");
        assertFalse(queues.isEmpty());
        queues.forEach(
                (name, queue) -> assertFalse(queue.at("/Properties/FifoQueue").asBoolean(), name));
    }

    // Schedules and rules.

    @Test
    void sendsMessagesThatTheirFunctionsTake() throws IOException {
        assertEquals(Set.of("measure-backlog", "publish-events", "run-bulk-work", "run-due-actions"), scheduled());
        for (String function : template.functions().keySet()) {
            for (JsonNode event : template.events(function, "ScheduleV2")) {
                takes(served(function), event.at("/Properties/Input").asText());
            }
        }
        for (JsonNode rule : template.resourcesOf("AWS::Events::Rule").values()) {
            // Without it the queue gets the event in an envelope of the bus's own, which no function takes.
            takes(
                    Set.of("run-bulk-work"),
                    rule.at("/Properties/Targets/0/Input").asText());
        }
    }

    /** One schedule a time is enough: what waits any longer is done by the next; and a name would be that of another stack's. */
    @Test
    void doesTheWorkOfSchedulesOnce() {
        var watched = new HashSet<String>();
        template.resources()
                .get("SchedulesAlarm")
                .at("/Properties/Metrics")
                .forEach(metric -> watched.add(
                        metric.at("/MetricStat/Metric/Dimensions/0/Value/Ref").asText()));
        for (String function : template.functions().keySet()) {
            for (JsonNode event : template.events(function, "ScheduleV2")) {
                assertTrue(event.at("/Properties/OmitName").asBoolean(), function);
                assertEquals("Schedules", event.at("/Properties/State/Ref").asText(), function);
                assertEquals(
                        0,
                        event.at("/Properties/RetryPolicy/MaximumRetryAttempts").asInt(-1),
                        function);
                JsonNode calls = template.functions().get(function).at("/Properties/EventInvokeConfig");
                assertEquals(0, calls.path("MaximumRetryAttempts").asInt(-1), function);
                assertEquals(60, calls.path("MaximumEventAgeInSeconds").asInt(), function);
                assertTrue(watched.contains(function), function + " may fail, and no alarm tells");
            }
        }
    }

    private void takes(Set<String> served, String input) throws IOException {
        CommandMessage message = mapper.readValue(input, CommandMessage.class);
        assertTrue(served.contains(message.function()), input);
        assertEquals("system", message.actor().role());
    }

    // Alarms.

    /** An alarm on a figure that nobody logs would never go off, and be taken for peace. */
    @Test
    void alarmsOnFiguresThatAreLogged() {
        Set<String> logged = Arrays.stream(Figure.values())
                .filter(figure -> figure.labels().isEmpty())
                .map(Figure::camel)
                .collect(Collectors.toCollection(TreeSet::new));
        template.resourcesOf("AWS::Logs::MetricFilter")
                .values()
                .forEach(filter -> logged.add(filter.at("/Properties/MetricTransformations/0/MetricName")
                        .asText()));
        var watched = new TreeSet<String>();
        template.resourcesOf("AWS::CloudWatch::Alarm").forEach((name, alarm) -> {
            JsonNode properties = alarm.path("Properties");
            if (properties.path("Namespace").toString().equals(STACK)) {
                watched.add(properties.path("MetricName").asText());
                assertTrue(properties.path("Dimensions").isMissingNode(), name);
            }
        });
        assertTrue(logged.containsAll(watched), watched::toString);
        assertTrue(
                watched.containsAll(Set.of("ActionsLag", "Errors", "OutboxLag", "RefundsPastDue")), watched::toString);
        template.functions()
                .keySet()
                .forEach(name -> assertEquals(STACK, template.environment(name, "QUITTANCE_METRICS_NAMESPACE"), name));
    }

    // The whole.

    /** A large table is changed for longer than any call waits for the database. */
    @Test
    void letsTheMigrationTakeItsTime() {
        assertEquals(
                "0",
                template.environment(
                        "MigrateSchemaFunction", "QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_SOCKETTIMEOUT"));
    }

    @Test
    void refersToWhatIsThere() {
        Set<String> known = new HashSet<>(template.names());
        assertEquals(
                List.of(),
                template.references().stream()
                        .filter(reference -> !reference.startsWith("AWS::"))
                        .filter(reference -> !known.contains(reference.replaceFirst("\\.(Alias|Version)$", "")))
                        .toList());
        assertTrue(template.references().size() > 200);
        Set<String> unused = new TreeSet<>(template.entries("Parameters").keySet());
        unused.removeAll(template.references());
        assertEquals(Set.of(), unused);
    }

    @Test
    void setsOnlyWhatTheCodeReads() throws IOException {
        String setting = "\\b((?:quittance)\\.[a-z-]+(?:\\.[a-z-]+)*)";
        Set<String> read = Stream.concat(matches("src/main", setting), matches("src/lambda", setting))
                .map(TemplateTest::variable)
                .collect(Collectors.toSet());
        var set = new TreeSet<String>();
        template.functions()
                .keySet()
                .forEach(name -> set.addAll(template.environment(name).keySet()));
        set.removeIf(name -> name.startsWith("QUARKUS_"));
        assertFalse(set.isEmpty());
        set.removeAll(read);
        assertEquals(Set.of(), set);
    }

    /** The other half of it is said by whoever deploys: the place of the package is another each time. */
    @Test
    void makesEachDeploymentAReleaseOfItsOwn() throws IOException {
        for (String function : template.functions().keySet()) {
            assertEquals(json("Ref", "Release"), template.environment(function, "QUITTANCE_RELEASE"), function);
        }
        JsonNode all = template.root().at("/Globals/Function");
        assertEquals("live", all.path("AutoPublishAlias").asText());
        assertEquals("Delete", all.path("VersionDeletionPolicy").asText());
        assertTrue(template.root().at("/Parameters/Release/Default").isMissingNode());
        String deployments =
                "sam deploy --s3-prefix \"quittance/$RELEASE\" --parameter-overrides Release=\"$RELEASE\" ";
        String page = Files.readString(Path.of("docs/deploy.md"));
        assertEquals(page.split("sam deploy ", -1).length, page.split(Pattern.quote(deployments), -1).length);
    }

    /** What the template reserves, and what AWS keeps besides, stands where the account is prepared. */
    @Test
    void tellsHowManyExecutionsAnAccountNeeds() throws IOException {
        int reserved = template.functions().keySet().stream()
                .mapToInt(template::concurrency)
                .sum();
        assertTrue(reserved + 100 <= 400, "There may be " + reserved + " executions");
        assertTrue(Files.readString(Path.of("docs/deploy.md")).contains("The template reserves " + reserved + ","));
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    @Test
    void staysWithinTheLimitsOfAStackAndOfTheDatabase() {
        int resources = 0;
        int connections = 0;
        for (JsonNode resource : template.resources().values()) {
            resources++;
            if (resource.path("Type").asText().equals("AWS::Serverless::HttpApi")) {
                // Its stage.
                resources++;
            }
        }
        for (String function : template.functions().keySet()) {
            // A version, an alias, how it is called without waiting, and something for each event.
            resources += 3 + template.events(function).size();
            String each = template.environment(function, "QUARKUS_DATASOURCE_JDBC_MAX_SIZE");
            connections += template.concurrency(function) * (each.isEmpty() ? 1 : Integer.parseInt(each));
        }
        assertTrue(resources < 500, "There are " + resources + " resources");
        assertTrue(connections <= MOST_CONNECTIONS, "There may be " + connections + " connections");
    }

    private static Stream<String> matches(String folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            List<Path> texts = files.filter(file -> file.toString().matches(".*\\.(java|properties)"))
                    .toList();
            var found = new HashSet<String>();
            for (Path file : texts) {
                Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
            return found.stream();
        }
    }
}
