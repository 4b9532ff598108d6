package io.quittance.lambda;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.binding.Database;
import io.quittance.contract.HttpAnswer;
import io.quittance.contract.HttpBinding;
import io.quittance.contract.HttpCall;
import java.util.Map;

/**
 * The package for Lambda behind an HTTP API: the authorizer of the API has verified the token of each call, and the event
 * holds its claims too. What a token must be like is the authorizer's business, and not held here.
 */
record ApiBinding(Lambda lambda, Database database) implements HttpBinding {

    @Override
    public HttpAnswer send(HttpCall call) {
        JsonNode answer =
                lambda.call(AwsEvents.http(call.method(), call.path(), call.claims(), call.headers(), call.body()));
        // Text, as every client of the API expects it.
        assertFalse(answer.path("isBase64Encoded").asBoolean(), answer::toString);
        return new HttpAnswer(
                answer.path("statusCode").asInt(),
                answer.path("headers").properties().stream().collect(toMap(Map.Entry::getKey, each -> each.getValue()
                        .asText())),
                answer.path("body").asText());
    }

    @Override
    public void write(String sql, Object... parameters) {
        database.write(sql, parameters);
    }
}
