package io.quittance.sequences;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The headers of a call that came over no connection: all of an HTTP request that the gate asks for. */
final class HeldRequest {

    private final MultiMap sent = MultiMap.caseInsensitiveMultiMap();
    private final Map<String, String> answered = new HashMap<>();

    HeldRequest(@Nullable String key) {
        if (key != null) {
            sent.add("Idempotency-Key", key);
        }
    }

    /** Whether the answer says that it was given before. */
    boolean isReplayed() {
        return answered.containsKey("Idempotency-Replayed");
    }

    RoutingContext routing() {
        HttpServerRequest request = of(
                HttpServerRequest.class,
                Map.of(
                        "headers",
                        nothing -> sent,
                        "remoteAddress",
                        nothing -> SocketAddress.inetSocketAddress(1, "127.0.0.1")));
        HttpServerResponse response = of(HttpServerResponse.class, Map.of("putHeader", header -> {
            answered.put(String.valueOf(header[0]), String.valueOf(header[1]));
            return null;
        }));
        return of(RoutingContext.class, Map.of("request", nothing -> request, "response", nothing -> response));
    }

    private static <T> T of(Class<T> type, Map<String, Function<Object[], @Nullable Object>> methods) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    Function<Object[], @Nullable Object> known = methods.get(method.getName());
                    if (known == null) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    return known.apply(values == null ? new Object[0] : values);
                }));
    }
}
