package io.quittance;

import static io.quittance.contract.Body.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Functions;
import io.quittance.desk.QuotedRequest;
import io.quittance.testing.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may do what, and read which secret, by {@code template.yaml}. */
@QuarkusTest
class TemplateRightsTest extends DeployedFunctions {

    private static final List<String> SECRETS = List.of("ApplicationSecret", "OwnerSecret", "QuoteSecret");

    // Rights.

    @Test
    void asksForATokenEverywhereButOnOpenRoutes() {
        JsonNode api = template.resources().get("Api").path("Properties");
        assertTrue(api.path("FailOnWarnings").asBoolean());
        assertEquals("$default", api.path("StageName").asText());
        String tokens = api.at("/Auth/DefaultAuthorizer").asText();
        assertEquals(
                "$request.header.Authorization",
                api.at("/Auth/Authorizers/" + tokens + "/IdentitySource").asText());
        for (String function : template.functions().keySet()) {
            for (JsonNode route : template.events(function, "HttpApi")) {
                String path = route.at("/Properties/Path").asText();
                boolean open = OPEN_PAGES.contains(path) || isOpen(path.substring(1));
                assertEquals(
                        open ? "NONE" : "",
                        route.at("/Properties/Auth/Authorizer").asText(),
                        path);
            }
        }
    }

    /** The gateway answers preflights; no function does. */
    @Test
    void letsThePagesOfOneOriginCall() {
        JsonNode pages = template.resources().get("Api").at("/Properties/CorsConfiguration");
        assertEquals("[{\"Ref\":\"AllowedOrigin\"}]", pages.path("AllowOrigins").toString());
        assertEquals("[\"POST\"]", pages.path("AllowMethods").toString());
        assertEquals(
                "[\"authorization\",\"content-type\",\"idempotency-key\",\"x-correlation-id\"]",
                pages.path("AllowHeaders").toString());
        assertEquals(
                "[\"idempotency-replayed\",\"retry-after\"]",
                pages.path("ExposeHeaders").toString());
        assertFalse(pages.path("AllowCredentials").asBoolean());
    }

    @Test
    void allowsNothingByAStar() {
        for (Map.Entry<String, JsonNode> role :
                template.resourcesOf("AWS::IAM::Role").entrySet()) {
            assertFalse(role.getValue().path("Properties").toString().contains("*"), role.getKey());
        }
        template.functions()
                .forEach((name, function) -> assertTrue(
                        template.resourcesOf("AWS::IAM::Role")
                                .containsKey(Template.attributeOf(function.at("/Properties/Role"))),
                        name));
    }

    // Secrets.

    /** What stands in an environment, whoever may look at the function can read. So there are only the ARNs of secrets. */
    @Test
    void handsNoSecretToAFunction() throws IOException {
        assertFalse(Files.readString(Path.of("template.yaml")).contains("{{resolve:"));
        for (String secret : SECRETS) {
            assertTrue(
                    template.root()
                            .at("/Parameters/" + secret + "/AllowedPattern")
                            .asText()
                            .startsWith("^arn:"),
                    secret);
        }
        for (String function : template.functions().keySet()) {
            template.environment(function)
                    .keySet()
                    .forEach(name ->
                            assertFalse(name.matches(".*(PASSWORD|USERNAME|_SECRET)"), function + " has " + name));
        }
    }

    @Test
    void letsAFunctionReadTheSecretsThatItNamesAndNoOthers() {
        Set<String> withoutFunctions =
                new HashSet<>(template.resourcesOf("AWS::IAM::Role").keySet());
        template.functions().forEach((name, function) -> {
            String role = Template.attributeOf(function.at("/Properties/Role"));
            assertFalse(named(name).isEmpty(), name);
            assertEquals(named(name), readable(role), name);
            withoutFunctions.remove(role);
        });
        withoutFunctions.forEach(role -> assertEquals(Set.of(), readable(role), role));
    }

    /** Nor take messages of queues that are others'. */
    @Test
    void letsAQueuesFunctionTakeTheMessagesOfItsQueue() {
        for (String role : template.resourcesOf("AWS::IAM::Role").keySet()) {
            Set<String> queues = template.functions().entrySet().stream()
                    .filter(each -> Template.attributeOf(each.getValue().at("/Properties/Role"))
                            .equals(role))
                    .flatMap(each -> template.events(each.getKey(), "SQS").stream())
                    .map(event -> Template.attributeOf(event.at("/Properties/Queue")))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(queues, resources(role, "sqs:ReceiveMessage", each -> Template.attributeOf(each)), role);
        }
    }

    @Test
    void letsOnlyTheMigrationBeTheOwnerOfTheSchema() {
        for (String function : template.functions().keySet()) {
            assertEquals(
                    function.equals("MigrateSchemaFunction")
                            ? json("Ref", "OwnerSecret")
                            : json("Ref", "ApplicationSecret"),
                    template.environment(function, "QUARKUS_DATASOURCE_CREDENTIALS_PROVIDER"),
                    function);
        }
    }

    /** A preview signs, and a command whose request has a quote holds it. */
    @Test
    void namesTheSecretOfQuotesWhereTheyAreSignedOrHeld() {
        for (String function : template.functions().keySet()) {
            // One without a list serves everything, but the one that migrates is called for that alone.
            boolean quotes = !function.equals("MigrateSchemaFunction")
                    && served(function).stream()
                            .map(name -> functions.named(name).orElseThrow())
                            .anyMatch(served -> served.name().startsWith("preview-") || isQuoted(served));
            assertEquals(
                    quotes ? json("Ref", "QuoteSecret") : "",
                    template.environment(function, "QUITTANCE_QUOTE_SECRET_ARN"),
                    function);
        }
    }

    private boolean isQuoted(Functions.Function function) {
        return function.requestType() != null
                && QuotedRequest.class.isAssignableFrom(
                        mapper.constructType(function.requestType()).getRawClass());
    }

    /** The secrets that a function's environment names. */
    private Set<String> named(String function) {
        String environment = template.environment(function).toString();
        return SECRETS.stream().filter(environment::contains).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The secrets that a role may read. */
    private Set<String> readable(String role) {
        return resources(
                role, "secretsmanager:GetSecretValue", each -> each.path("Ref").asText());
    }

    /** What a role may do this to. */
    private Set<String> resources(String role, String action, Function<JsonNode, String> named) {
        var found = new TreeSet<String>();
        for (JsonNode statement :
                template.resources().get(role).at("/Properties/Policies/0/PolicyDocument/Statement")) {
            if (statement.path("Action").toString().contains('"' + action + '"')) {
                statement.path("Resource").forEach(each -> found.add(named.apply(each)));
            }
        }
        return found;
    }
}
