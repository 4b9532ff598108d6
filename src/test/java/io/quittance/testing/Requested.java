package io.quittance.testing;

import io.quittance.contract.Body;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Bodies and calls of cancellation requests. */
public final class Requested {

    /** A rack that ends on the 15th takes along a shelf that would end on the 25th. */
    public static final String RACK = """
            {"billingItems":[
              {"id":"rack","accountId":"harbor","name":"Rack","price":{"amount":"9.00","currency":"USD"},"anchorOn":"2026-01-15"},
              {"id":"shelf","accountId":"harbor","name":"Shelf","parentId":"rack",
               "price":{"amount":"1.00","currency":"USD"},"anchorOn":"2026-01-25"}]}""";

    private Requested() {}

    /** The body that asks for the end of items: each an id, on its anniversary, or {@code id!} for at once. */
    public static String body(String... items) {
        String list = Arrays.stream(items)
                .map(item -> item.endsWith("!")
                        ? Body.json("billingItemId", item.substring(0, item.length() - 1), "timing", "IMMEDIATE")
                        : Body.json("billingItemId", item))
                .collect(Collectors.joining(","));
        return """
                {"items":[%s],"acknowledged":true,"termsVersion":"v1",
                 "reason":{"code":"NO_LONGER_NEEDED"}}""".formatted(list);
    }

    /** Asks for the end of items, and answers the request's id. */
    public static String by(Api api, String... items) {
        return api.command("request-cancellation", body(items))
                .then()
                .statusCode(200)
                .extract()
                .path("cancellationRequestId");
    }

    /** The same, approved. */
    public static String approved(Api api, String... items) {
        String id = by(api, items);
        api.command("approve-cancellation-request", named(id)).then().statusCode(200);
        return id;
    }

    public static String named(String request) {
        return Body.json("cancellationRequestId", request);
    }

    public static String item(String request, String item) {
        return Body.json("cancellationRequestId", request, "billingItemId", item);
    }

    public static Response get(Api api, String request) {
        return api.ask("get-cancellation-request", named(request));
    }
}
