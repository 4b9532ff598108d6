package io.quittance.billingitem.request;

import static io.quittance.contract.Body.json;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.testing.Api;
import io.quittance.testing.FunctionTest;
import io.quittance.testing.Requested;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever hangs together with whatever: a request can be called off without a trace, and what is left of it ends. */
@QuarkusTest
class AnyRequestAddsUpTest extends FunctionTest {

    private static final int ITEMS = 9;

    private Random random;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void putsBackOrEnds(long seed) {
        clock.reset();
        random = new Random(seed);
        api = Api.newTenant();
        api.has("""
                {"policy":{"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask."},
                 "accounts":[{"id":"a","name":"A","currency":"USD","timeZone":"Asia/Tokyo"}],
                 "billingItems":[%s]}""".formatted(IntStream.range(0, ITEMS).mapToObj(this::item).collect(Collectors.joining(","))));

        List<String> before = items();
        Response voided = approved(ask(false));
        if (voided != null) {
            String id = voided.path("cancellationRequestId");
            api.command("void-cancellation-request", Requested.named(id))
                    .then()
                    .statusCode(200)
                    .body("state", is("VOIDED"));
            assertEquals(before, items());
        }

        Response approved = approved(ask(true));
        if (approved != null) {
            String id = approved.path("cancellationRequestId");
            takeSomeBack(id, approved);
            clock.moveTo("2026-09-01T00:00:00Z");
            api.ask("run-due-actions", "{}").then().statusCode(200).body("parked", is(List.of()));
            Response done = Requested.get(api, id);
            done.then().body("state", is("COMPLETE"));
            List<String> results = done.path("items.result");
            assertTrue(
                    List.of("CANCELED", "REMOVED", "UNDONE", "REFUSED").containsAll(results),
                    () -> seed + ": " + results);
            assertEquals(
                    0,
                    books.number(
                            "select count(*) from billing_item where tenant_id = ? and cancellation_id is not null"
                                    + " and ended_at is null",
                            api.tenant()));
            assertEquals(1, api.events("cancellation-request.completed").size());
        }
    }

    /** A child, associate or dependent of some of those before it. */
    private String item(int number) {
        var more = new StringBuilder();
        if (number > 0 && random.nextInt(3) > 0) {
            more.append(",\"parentId\":\"i").append(random.nextInt(number)).append('"');
        }
        if (number > 0 && random.nextInt(3) == 0) {
            more.append(",\"associated\":[\"i").append(random.nextInt(number)).append("\"]");
        }
        if (number > 0 && random.nextInt(4) == 0) {
            more.append(",\"dependsOn\":[\"i").append(random.nextInt(number)).append("\"]");
        }
        return """
                {"id":"i%d","accountId":"a","name":"I","price":{"amount":"1.00","currency":"USD"},
                 "anchorOn":"2026-01-%02d"%s}""".formatted(number, 5 * (1 + random.nextInt(5)), more);
    }

    private List<String> items() {
        return books.texts(
                "select to_jsonb(b) - 'version' from billing_item b where tenant_id = ? order by id", api.tenant());
    }

    /** Some of the items in any order, some of them at once if that is wanted. */
    private String ask(boolean someAtOnce) {
        var ids =
                new ArrayList<>(IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList());
        Collections.shuffle(ids, random);
        String[] some = ids.subList(0, ITEMS - random.nextInt(4)).stream()
                .map(id -> someAtOnce && random.nextInt(4) == 0 ? id + "!" : id)
                .toArray(String[]::new);
        return random.nextBoolean()
                ? Requested.body(some)
                : Requested.body(some).replace("{\"billing", "{\"includeAssociated\":true,\"billing");
    }

    /** Asks until nothing stands in the way, then approves. */
    private Response approved(String body) {
        Response asked = api.command("request-cancellation", body);
        while (asked.statusCode() == 422) {
            String without = asked.<List<String>>path("refusedItems.billingItemId").stream()
                    .collect(Collectors.joining("|"));
            String rest = body.replaceAll("\\{[^{}]*\"billingItemId\":\"(" + without + ")\"[^{}]*\\},?", "")
                    .replace(",]", "]");
            if (rest.contains("[]")) {
                return null;
            }
            body = rest;
            asked = api.command("request-cancellation", body);
        }
        asked.then().statusCode(200);
        Response approved =
                api.command("approve-cancellation-request", Requested.named(asked.path("cancellationRequestId")));
        approved.then().statusCode(200);
        // What could be asked for a moment ago can be approved now.
        assertTrue(approved.<List<String>>path("items.refusal").stream().allMatch(each -> each == null));
        return approved;
    }

    private void takeSomeBack(String id, Response approved) {
        List<String> ids = approved.path("items.billingItemId");
        List<String> cancellations = approved.path("items.cancellationId");
        for (int i = 0; i < ids.size(); i++) {
            int what = random.nextInt(4);
            Response answer = what == 0
                    ? api.command("remove-from-cancellation-request", Requested.item(id, ids.get(i)))
                    : what == 1 ? api.command("undo-cancellation", json("cancellationId", cancellations.get(i))) : null;
            if (answer != null) {
                assertTrue(List.of(200, 409).contains(answer.statusCode()), answer::asString);
            }
        }
    }
}
