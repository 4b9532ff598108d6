package io.quittance.lambda;

import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The secrets that Secrets Manager keeps for this function. Nothing is cached, so each caller gets the current value. */
@ApplicationScoped
public class Secrets {

    private static final Logger LOG = Logger.getLogger(Secrets.class);

    /** Less than a connection is waited for, which needs one of them first. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private @Nullable SecretsManagerClient client;

    /**
     * The text of a secret.
     *
     * @param arn its whole ARN
     * @throws Refusal where it cannot be read now; why is in the log, and no business of the caller's
     */
    String text(String arn) {
        try {
            return client().getSecretValue(asked -> asked.secretId(arn)).secretString();
        } catch (SdkException failure) {
            LOG.warnf(failure, "The secret %s cannot be read", arn);
            throw Refusal.of(RefusalReason.UNAVAILABLE, "Something that the call needs does not answer.");
        }
    }

    /** Region, credentials and endpoint are found by the SDK in its surroundings; made when it is first needed. */
    private synchronized SecretsManagerClient client() {
        if (client == null) {
            client = SecretsManagerClient.builder()
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .overrideConfiguration(limits -> limits.apiCallTimeout(PATIENCE))
                    .build();
        }
        return client;
    }
}
