package io.quittance.delivery;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Role;
import io.quittance.contract.Contracts;
import io.quittance.contract.Harbor;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.SqsServer;
import io.quittance.testing.Together;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that speaks SQS. */
@QuarkusTest
class PublishEventsTest extends FunctionTest {

    @Inject
    ObjectMapper mapper;

    static SqsServer sqs;

    @BeforeAll
    static void start() {
        sqs = new SqsServer();
        QuarkusMock.installMockForType(new EventQueue(Optional.of(sqs.url())), EventQueue.class);
    }

    @AfterAll
    static void stop() {
        sqs.close();
    }

    @BeforeEach
    void begin() {
        sqs.receiveAll();
        api.has(Harbor.RECORDS);
    }

    private void cancelTheServer() {
        api.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE"))
                .then()
                .statusCode(200);
    }

    private Set<String> outbox() {
        return new TreeSet<>(books.texts("select id from outbox where tenant_id = ?", api.tenant()));
    }

    private List<String> ids(List<String> messages) {
        return messages.stream()
                .map(message -> read(message).path("id").asText())
                .toList();
    }

    private JsonNode read(String message) {
        try {
            return mapper.readTree(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sendsEachEventOnceAsItsSchemaSays() {
        cancelTheServer();
        api.command("cancel-billing-item", Harbor.cancel("fee", "IMMEDIATE"));
        assertEquals(Set.of("billing-item.canceled", "command.refused", "receipt.issued"), typesOfWhatIsPublished());
        api = Api.newTenant();
        api.has(Contracts.JUNE);
        api.command("terminate-subscription", Contracts.terminate("hosting", "ORIGINAL_PAYMENT"))
                .then()
                .statusCode(200);
        Set<String> types = typesOfWhatIsPublished();
        assertTrue(types.containsAll(Set.of("refund.pending", "subscription.terminated")), types::toString);
    }

    private Set<String> typesOfWhatIsPublished() {
        Set<String> waiting = outbox();
        api.ask("publish-events", "{}")
                .then()
                .statusCode(200)
                .body("published", is(waiting.size()))
                .body("failed", is(0))
                .body("parked", is(0));
        List<String> sent = sqs.receiveAll();
        assertEquals(waiting.size(), sent.size());
        assertEquals(waiting, new TreeSet<>(ids(sent)));
        var types = new TreeSet<String>();
        for (String message : sent) {
            JsonNode event = read(message);
            types.add(event.path("type").asText());
            assertEquals(
                    List.of(),
                    List.copyOf(EventSchema.kept(event.path("type").asText()).validate(event)));
            assertEquals(api.tenant(), event.path("tenant").asText());
            assertEquals("2026-06-10T12:00:00Z", event.path("time").asText());
        }
        api.ask("publish-events", "{}").then().body("published", is(0));
        assertEquals(List.of(), sqs.receiveAll());
        api.ask("list-events", json("state", "PUBLISHED")).then().body("items", hasSize(waiting.size()));
        return types;
    }

    @Test
    void sendsEachOnceWhenManyPublishAtOnce() {
        for (String item : new String[] {"server", "network", "domain", "mail", "firewall"}) {
            for (int i = 0; i < 6; i++) {
                api.command("cancel-billing-item", Harbor.cancel(item, "ANNIVERSARY"));
            }
        }
        Together.times(8, i -> api.ask("publish-events", "{}").then().statusCode(200));
        api.ask("publish-events", "{}").then().statusCode(200);
        List<String> sent = ids(sqs.receiveAll());
        assertEquals(outbox(), new TreeSet<>(sent));
        assertEquals(sent.size(), Set.copyOf(sent).size());
    }

    @Test
    void triesAgainLaterWhatTheQueueDidNotTake() {
        cancelTheServer();
        int events = outbox().size();
        sqs.takeQueueAway();
        try {
            api.ask("publish-events", "{}")
                    .then()
                    .statusCode(200)
                    .body("published", is(0))
                    .body("failed", is(events))
                    .body("late", is(0));
            api.ask("list-events", json("state", "WAITING"))
                    .then()
                    .body("items", hasSize(events))
                    .body("items.tries", everyItem(is(1)))
                    .body("items.reason", everyItem(notNullValue()))
                    .body("items.nextTryAt", everyItem(is("2026-06-10T12:00:10Z")));
        } finally {
            sqs.bringQueue();
        }
        clock.moveTo("2026-06-10T12:00:09.999Z");
        api.ask("publish-events", "{}").then().body("published", is(0)).body("failed", is(0));
        clock.moveTo("2026-06-10T12:00:10Z");
        api.ask("publish-events", "{}").then().body("published", is(events));
        assertEquals(outbox(), new TreeSet<>(ids(sqs.receiveAll())));
    }

    @Test
    void parksWhatIsNeverTakenAndSendsItAgainWhenAsked() {
        cancelTheServer();
        int events = outbox().size();
        sqs.takeQueueAway();
        try {
            for (int hour = 0; hour < 13; hour++) {
                clock.moveTo("2026-06-1" + (1 + hour / 4) + "T" + (10 + 3 * (hour % 4)) + ":00:00Z");
                api.ask("publish-events", "{}")
                        .then()
                        .body("failed", is(events))
                        .body("late", is(events));
            }
            clock.moveTo("2026-06-20T12:00:00Z");
            api.ask("publish-events", "{}").then().body("failed", is(0)).body("parked", is(events));
        } finally {
            sqs.bringQueue();
        }
        clock.moveTo("2026-06-30T12:00:00Z");
        api.ask("publish-events", "{}").then().body("published", is(0));
        api.ask("list-events", json("state", "PARKED"))
                .then()
                .body("items", hasSize(events))
                .body("items.tries", everyItem(is(14)));
        api.ask("publish-events", json("retryParked", true)).then().body("published", is(events));
        assertEquals(outbox(), new TreeSet<>(ids(sqs.receiveAll())));
        api.ask("list-events", json("state", "PARKED")).then().body("items", is(List.of()));
    }

    @Test
    void sendsWhatCommitsLateThoughLaterOnesAreSent() {
        cancelTheServer();
        api.ask("publish-events", "{}").then().statusCode(200);
        sqs.receiveAll();
        String late = UUID.randomUUID().toString();
        books.write(
                "insert into outbox (tenant_id, id, type, subject, occurred_at, next_try_at, data) values"
                        + " (?, ?::uuid, 'account.closed', 'harbor', '2026-06-10T11:00:00Z', '2026-06-10T11:00:00Z', '{}')",
                api.tenant(),
                late);
        api.ask("publish-events", "{}").then().body("published", is(1));
        assertEquals(List.of(late), ids(sqs.receiveAll()));
    }

    @Test
    void goesOnWithTheOthersWhereOneIsNotTaken() {
        cancelTheServer();
        Set<String> good = outbox();
        books.write(
                "insert into outbox (tenant_id, id, type, subject, occurred_at, next_try_at, data) values (?, gen_random_uuid(),"
                        + " 'account.closed', 'harbor', '2026-06-10T11:00:00Z', '2026-06-10T11:00:00Z',"
                        + " '{\"much\":\"' || repeat('x', 2000000) || '\"}')",
                api.tenant());
        for (int i = 0; i < 3; i++) {
            api.ask("publish-events", "{}").then().statusCode(200);
            clock.moveTo("2026-06-10T1" + (3 + i) + ":00:00Z");
        }
        assertEquals(good, new TreeSet<>(ids(sqs.receiveAll())));
        api.ask("list-events", json("state", "WAITING")).then().body("items.type", is(List.of("account.closed")));
    }

    /** PostgreSQL keeps the plan of a statement that a connection repeats, and refuses it where it would answer otherwise. */
    @Test
    void goesOnWhileTheOutboxGetsAnotherColumn() throws SQLException {
        for (int i = 0; i < 200; i++) {
            api.ask("publish-events", "{}").then().statusCode(200);
        }
        cancelTheServer();
        int waiting = outbox().size();
        asOwner("alter table outbox add column later text");
        try {
            api.ask("publish-events", "{}").then().statusCode(200).body("published", is(waiting));
        } finally {
            asOwner("alter table outbox drop column later");
        }
    }

    private void asOwner(String statement) throws SQLException {
        try (Connection connection = books.connectAs("quittance_owner");
                Statement owner = connection.createStatement()) {
            owner.execute(statement);
        }
    }

    @Test
    void pagesThroughTheEvents() {
        cancelTheServer();
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = api.ask(
                    "list-events", "{\"limit\":1" + (cursor == null ? "" : ",\"cursor\":\"" + cursor + "\"") + "}");
            seen.addAll(page.path("items.eventId"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertEquals(outbox(), new TreeSet<>(seen));
        assertEquals(outbox().size(), seen.size());
        api.ask("list-events", json("type", "receipt.issued"))
                .then()
                .body("items.type", hasSize(2), "items.type", everyItem(is("receipt.issued")));
        api.ask("list-events", json("subject", "server"))
                .then()
                .body("items.subject", hasItem("server"), "items.subject", everyItem(is("server")));
        api.ask("list-events", json("cursor", "YWJj")).then().statusCode(400);
    }

    @Test
    void isForBillingAdminsAndSystemsOnly() {
        for (String function : new String[] {"publish-events", "list-events"}) {
            assertEquals(403, api.as(Role.AGENT).ask(function, "{}").statusCode());
            assertEquals(403, api.asCustomerOf("harbor").ask(function, "{}").statusCode());
            assertEquals(200, api.as(Role.SYSTEM).ask(function, "{}").statusCode());
        }
        assertEquals(
                "INVALID_REQUEST", api.ask("publish-events", json("seconds", 0)).path("reason"));
    }

    @Test
    void showsNoTenantTheEventsOfAnother() {
        cancelTheServer();
        Api other = Api.newTenant();
        other.ask("list-events", "{}").then().body("items", is(List.of()));
        other.ask("publish-events", "{}").then().body("published", is(0));
        assertEquals(
                List.of("0"),
                books
                        .texts(
                                "select count(*) from outbox where tenant_id = ? and published_at is not null",
                                api.tenant())
                        .stream()
                        .collect(Collectors.toList()));
    }
}
