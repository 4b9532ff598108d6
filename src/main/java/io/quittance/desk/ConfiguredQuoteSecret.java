package io.quittance.desk;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The secret of the configuration, unless a binding keeps it elsewhere. */
@DefaultBean
@ApplicationScoped
public class ConfiguredQuoteSecret implements QuoteSecret {

    private final String configured;

    ConfiguredQuoteSecret(@ConfigProperty(name = "quittance.quote.secret") String configured) {
        this.configured = configured;
    }

    @Override
    public String text() {
        return configured;
    }
}
