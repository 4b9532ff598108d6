package io.quittance.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.call.Role;
import io.quittance.contract.SignedTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/** The billing team of one tenant, which asks one thing after the other. */
final class TenantClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;
    private volatile RunningJar jar;

    TenantClient(String tenant, RunningJar jar) {
        this.token = SignedTokens.of(tenant, Role.BILLING_ADMIN);
        this.jar = jar;
    }

    /** The jar runs somewhere else now. */
    void goTo(RunningJar other) {
        jar = other;
    }

    /** The answer, which must be a success. */
    JsonNode ask(String function, String body) {
        return ask(function, UUID.randomUUID().toString(), body);
    }

    JsonNode ask(String function, String key, String body) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(jar.address().resolve(function))
                            .timeout(Duration.ofSeconds(60))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", key)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(function + " answers " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw RunningJar.interrupted(e);
        }
    }
}
