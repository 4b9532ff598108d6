package io.quittance.openapi;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toCollection;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Functions;
import io.quittance.call.Gate;
import io.quittance.call.Problem;
import io.quittance.call.RefusalReason;
import io.quittance.call.Role;
import io.quittance.contract.ApiDocument;
import io.quittance.testing.Declarations;
import io.quittance.testing.FunctionTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the API description to the functions: what it tells is what they take and answer, all of it, by their classes. */
@QuarkusTest
class ApiDescriptionTest extends FunctionTest {

    @Inject
    Functions functions;

    @Inject
    ObjectMapper mapper;

    private ApiDocument document;

    @BeforeEach
    void begin() throws Exception {
        document =
                ApiDocument.read(mapper, given().get("/q/openapi?format=json").asString());
    }

    @Test
    void describesEveryFunctionAndNothingElse() {
        assertEquals(
                functions.all().stream().map(function -> "/" + function.name()).collect(toCollection(TreeSet::new)),
                names(document.root().path("paths")));
        for (Functions.Function function : functions.all()) {
            JsonNode call = document.call(function.name());
            assertEquals(Set.of("post"), names(document.root().path("paths").path("/" + function.name())));
            assertEquals(function.name(), call.path("operationId").asText());
            assertEquals(function.requestType() != null, call.has("requestBody"), function.name());
            String roles = function.roles().stream().map(Role::group).collect(Collectors.joining(", "));
            assertThat(call.path("description").asText(), endsWith("Roles: " + roles + "."));
        }
    }

    @Test
    void describesEveryFieldAndNothingElse() {
        for (Functions.Function function : functions.all()) {
            if (function.requestType() != null) {
                JsonNode request = document.request(function.name());
                describes(type(function.requestType()), request.has("allOf") ? request.at("/allOf/0") : request, true);
            }
            describes(type(function.answerType()), document.answer(function.name(), 200), false);
        }
        describes(type(Problem.class), document.schema("Problem"), false);
    }

    /** Asks Jackson, which reads and writes the JSON, for the fields. */
    private void describes(JavaType type, JsonNode place, boolean request) {
        JsonNode schema = document.resolve(place);
        assertThat(type + " is described", schema.has("type"));
        if (type.isCollectionLikeType()) {
            describes(type.getContentType(), schema.path("items"), request);
        } else if (type.isEnumType()) {
            assertEquals(namesOf(type.getRawClass()), texts(schema.path("enum")));
        } else if (type.getRawClass().isRecord()) {
            List<BeanPropertyDefinition> fields = fields(type, request);
            assertEquals(
                    fields.stream().map(BeanPropertyDefinition::getName).collect(toCollection(TreeSet::new)),
                    names(schema.path("properties")),
                    type.toString());
            fields.forEach(field ->
                    describes(field.getPrimaryType(), schema.path("properties").path(field.getName()), request));
        }
    }

    private List<BeanPropertyDefinition> fields(JavaType type, boolean request) {
        BeanDescription jackson = request
                ? mapper.getDeserializationConfig().introspect(type)
                : mapper.getSerializationConfig().introspect(type);
        return jackson.findProperties().stream()
                .filter(field -> jackson.findAnyGetter() == null
                        || !field.getName().equals(jackson.findAnyGetter().getName()))
                .flatMap(field ->
                        field.getAccessor() != null && field.getAccessor().hasAnnotation(JsonUnwrapped.class)
                                ? fields(field.getPrimaryType(), request).stream()
                                : Stream.of(field))
                .toList();
    }

    @Test
    void tellsWhatMustBeGiven() {
        assertEquals(
                Set.of("billingItemId"),
                texts(document.schema("CancelBillingItemRequest").path("required")));
        assertEquals(
                Set.of("reason"), texts(document.request("cancel-billing-item").path("required")));
        assertEquals(
                Set.of(),
                texts(document.request("preview-billing-item-cancellation").path("required")));
        assertEquals(
                Set.of("accountId", "currency", "externalStatus", "licenses", "name", "status", "timeZone", "today"),
                texts(document.schema("ListAccountsRow").path("required")));
        assertEquals(
                Set.of("items"), texts(document.schema("PageOfListAccountsRow").path("required")));
        assertTrue(document.call("list-accounts").at("/requestBody/required").asBoolean());
        assertThat(document.call("run-due-actions").at("/requestBody/required").asBoolean(), is(false));
    }

    @Test
    void tellsTheLimitsOfValues() {
        assertEquals(
                "{\"type\":\"integer\",\"format\":\"int32\",\"minimum\":1,\"maximum\":200}",
                document.schema("ListAccountsRequest").at("/properties/limit").toString());
        assertEquals(
                "{\"type\":\"string\",\"minLength\":1,\"maxLength\":64}",
                document.schema("GetCancellationRequest")
                        .at("/properties/cancellationId")
                        .toString());
        assertEquals(
                "^(?:[A-Z][A-Z0-9_]{0,63})$",
                document.schema("Reason").at("/properties/code/pattern").asText());
        assertEquals(
                1,
                document.schema("ImportRecordsRequestInvoiceRecord")
                        .at("/properties/lines/minItems")
                        .asInt());
    }

    @Test
    void describesEveryProblem() {
        assertEquals(
                namesOf(RefusalReason.class),
                texts(document.schema("RefusalReason").path("enum")));
        String table = document.schema("RefusalReason").path("description").asText();
        for (RefusalReason reason : RefusalReason.values()) {
            assertThat(
                    table,
                    containsString("| [%s](/problems/%s) | %d | %s | %s |"
                            .formatted(reason, reason.page(), reason.status(), reason.title(), reason.next())));
            if (reason != RefusalReason.METHOD_NOT_ALLOWED) {
                functions
                        .all()
                        .forEach(function -> assertEquals(
                                "#/components/schemas/Problem",
                                document.answer(function.name(), reason.status())
                                        .path("$ref")
                                        .asText()));
            }
        }
    }

    @Test
    void namesTheKeyWhereAFunctionAsksForIt() {
        String form = "{\"publishableKey\":\"" + Declarations.publish(api) + "\"}";
        for (Functions.Function function : functions.all()) {
            Role role = function.roles().get(function.roles().size() - 1);
            // The form of somebody without a token is looked at before its key is.
            String body = function.requestType() == null ? "" : function.isOpen() ? form : "{}";
            Response withoutKey = api.as(role).command(function.name(), null, body);
            boolean asksForKey = withoutKey.statusCode() == 400
                    && withoutKey.path("reason").equals(RefusalReason.IDEMPOTENCY_KEY_MISSING.name());
            Set<String> required = StreamSupport.stream(
                            document.call(function.name()).path("parameters").spliterator(), false)
                    .filter(parameter -> parameter.path("required").asBoolean())
                    .map(parameter -> parameter.path("name").asText())
                    .collect(toCollection(TreeSet::new));
            assertEquals(asksForKey ? Set.of(Gate.KEY) : Set.of(), required, function.name());
        }
    }

    @Test
    void asksForNoTokenWhereAnybodyMayCall() {
        for (Functions.Function function : functions.all()) {
            JsonNode security = document.call(function.name()).path("security");
            assertEquals(function.isOpen() ? "[{}]" : "", security.toString(), function.name());
        }
    }

    @Test
    void leavesNoRoomForOtherFieldsOrValues() throws Exception {
        JsonNode page = document.answer("list-cancellation-reasons", 200);
        JsonNode real = mapper.readTree(api.ask("list-cancellation-reasons", "").asString());
        ObjectNode more = real.deepCopy();
        ((ObjectNode) more.at("/items/0")).put("titel", "Moving");
        assertThat(document.errors(page, more), is(not(empty())));
        ObjectNode less = real.deepCopy();
        ((ObjectNode) less.at("/items/0")).remove("title");
        assertThat(document.errors(page, less), is(not(empty())));
        JsonNode request = document.request("cancel-billing-item");
        JsonNode withoutReason = mapper.readTree("{\"billingItemId\":\"server\"}");
        assertThat(document.errors(request, withoutReason), is(not(empty())));
        JsonNode badCode = mapper.readTree("{\"billingItemId\":\"server\",\"reason\":{\"code\":\"lower\"}}");
        assertThat(document.errors(request, badCode), is(not(empty())));
    }

    private JavaType type(Type type) {
        return mapper.constructType(type);
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(toCollection(TreeSet::new));
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> namesOf(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(String::valueOf).collect(toCollection(TreeSet::new));
    }
}
