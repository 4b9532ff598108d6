package io.quittance.lambda;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.binding.Database;
import io.quittance.contract.HttpAnswer;
import io.quittance.contract.HttpBinding;
import io.quittance.contract.HttpCall;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The package for Lambda behind an HTTP API. Callers send no token to it: the authorizer of the API has verified the token
 * of each call, and the event holds its claims. What a token must be like is the authorizer's business, and not held here.
 */
record ApiBinding(Lambda lambda, Database database) implements HttpBinding {

    @Override
    public HttpAnswer send(HttpCall call) {
        JsonNode answer = lambda.call(
                AwsEvents.http(call.method(), call.path(), written(call.claims()), call.headers(), call.body()));
        // Text, as every client of the API expects it.
        assertFalse(answer.path("isBase64Encoded").asBoolean(), answer::toString);
        return new HttpAnswer(
                answer.path("statusCode").asInt(),
                answer.path("headers").properties().stream().collect(toMap(Map.Entry::getKey, each -> each.getValue()
                        .asText())),
                answer.path("body").asText());
    }

    /** Claims as API Gateway writes them: all are text, an array is {@code [a b]}. */
    private static @Nullable Map<String, String> written(@Nullable Map<String, Object> claims) {
        return claims == null
                ? null
                : claims.entrySet().stream().collect(toMap(Map.Entry::getKey, each -> written(each.getValue())));
    }

    private static String written(Object claim) {
        return claim instanceof Collection<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"))
                : String.valueOf(claim);
    }

    @Override
    public void write(String sql, Object... parameters) {
        database.write(sql, parameters);
    }
}
