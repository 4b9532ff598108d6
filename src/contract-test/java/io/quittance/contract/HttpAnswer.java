package io.quittance.contract;

import io.restassured.path.json.JsonPath;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param headers by their names, in whatever spelling
 * @param body as text; empty where there is none
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {

    public HttpAnswer {
        var named = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        named.putAll(headers);
        headers = named;
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** What is at a place of the JSON; null where nothing is. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // The caller knows what the contract promises there.
    <T> @Nullable T path(String place) {
        return JsonPath.from(body).get(place);
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + body;
    }
}
