package io.quittance.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a client sends it.
 *
 * @param path with its query, if it has one
 * @param claims of the caller's token, which is a valid one; null where there is no token
 * @param body null where there is none
 */
public record HttpCall(
        String method,
        String path,
        @Nullable Map<String, Object> claims,
        Map<String, String> headers,
        @Nullable String body) {

    /** Somebody without a token asks for a page. */
    static HttpCall get(String path) {
        return new HttpCall("GET", path, null, Map.of(), null);
    }

    /** Somebody without a token sends JSON. */
    static HttpCall post(String path, String body) {
        return new HttpCall("POST", path, null, Map.of("Content-Type", "application/json"), body);
    }

    HttpCall by(@Nullable Map<String, Object> caller) {
        return new HttpCall(method, path, caller, headers, body);
    }

    /** With one more header, or another value of it. */
    HttpCall with(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new HttpCall(method, path, claims, all, body);
    }
}
