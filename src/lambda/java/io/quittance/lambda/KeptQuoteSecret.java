package io.quittance.lambda;

import io.quittance.desk.QuoteSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The secret that signs quotes, from Secrets Manager where its ARN is configured, and else from the configuration. */
@ApplicationScoped
public class KeptQuoteSecret implements QuoteSecret {

    private final Secrets secrets;
    private final Optional<String> arn;
    private final Optional<String> configured;

    KeptQuoteSecret(
            Secrets secrets,
            @ConfigProperty(name = "quittance.quote.secret-arn") Optional<String> arn,
            @ConfigProperty(name = "quittance.quote.secret") Optional<String> configured) {
        this.secrets = secrets;
        this.arn = arn;
        this.configured = configured;
    }

    @Override
    public String text() {
        return arn.map(secrets::text)
                .or(() -> configured)
                .orElseThrow(() -> new IllegalStateException("This function has no secret that signs quotes"));
    }
}
