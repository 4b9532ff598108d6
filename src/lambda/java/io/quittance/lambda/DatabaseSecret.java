package io.quittance.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.credentials.CredentialsProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * The user and the password that a connection to the database is opened with, as Secrets Manager has them then: JSON
 * with {@code username} and {@code password}, like the secrets that AWS rotates.
 *
 * <p>The pool asks for each new connection if {@code QUARKUS_DATASOURCE_CREDENTIALS_PROVIDER} names the ARN of the
 * secret. So a rotation needs no deployment, and no password is in the environment.
 */
@ApplicationScoped
public class DatabaseSecret implements CredentialsProvider {

    private final Secrets secrets;
    private final ObjectMapper mapper;

    DatabaseSecret(Secrets secrets, ObjectMapper mapper) {
        this.secrets = secrets;
        this.mapper = mapper;
    }

    @Override
    public Map<String, String> getCredentials(String arn) {
        JsonNode secret = read(arn, secrets.text(arn));
        return Map.of(
                USER_PROPERTY_NAME, secret.path("username").asText(),
                PASSWORD_PROPERTY_NAME, secret.path("password").asText());
    }

    private JsonNode read(String arn, String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            // Without its cause, which would bring a part of the secret into the log.
            throw new IllegalStateException("The secret " + arn + " is not JSON");
        }
    }
}
