package io.quittance.local;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Supplies missing settings: the address of the database, by starting an embedded one on the first request for it; and,
 * in development and tests only, the keys of tokens and quotes.
 *
 * <p>It is silent while the application is built: what it said then would be recorded in the jar, which would look for
 * the database of the build ever after.
 */
public class LocalConfig implements ConfigSourceFactory {

    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String TOKEN_KEY = "mp.jwt.verify.publickey";
    private static final String BUILD = "PropertiesConfigSource[source=Build system]";
    private static final String DIRECTORY = "quittance.embedded-postgresql.directory";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (isBuild(context)) {
            return List.of();
        }
        Map<String, Supplier<String>> values = new HashMap<>();
        if (isOpen(context, URL)) {
            Optional<Path> directory = value(context, DIRECTORY).map(Path::of);
            values.put(URL, () -> EmbeddedDatabase.url(directory));
            values.put("quarkus.datasource.username", () -> EmbeddedDatabase.APPLICATION);
            values.put("quarkus.flyway.jdbc-url", () -> EmbeddedDatabase.url(directory));
            values.put("quarkus.flyway.username", () -> EmbeddedDatabase.OWNER);
            // The server trusts the loopback; Flyway only wants some password.
            values.put("quarkus.flyway.password", () -> "none");
            values.put("quarkus.flyway.migrate-at-start", () -> "true");
        }
        boolean developing =
                context.getProfiles().contains("dev") || context.getProfiles().contains("test");
        if (developing && isOpen(context, TOKEN_KEY) && isOpen(context, TOKEN_KEY + ".location")) {
            values.put(TOKEN_KEY, DevelopmentKeys::publicKey);
            values.put("smallrye.jwt.sign.key", DevelopmentKeys::privateKey);
        }
        if (developing && isOpen(context, "quittance.quote.secret")) {
            values.put("quittance.quote.secret", DevelopmentKeys::quoteSecret);
        }
        return List.of(new Local(values));
    }

    @Override
    public OptionalInt getPriority() {
        // Below every file of the application and every setting of its surroundings.
        return OptionalInt.of(50);
    }

    /** Returns true if the configuration is read to build the application; only then it has a source of this name. */
    private static boolean isBuild(ConfigSourceContext context) {
        return context.getConfigSources().stream()
                .anyMatch(source -> source.getName().equals(BUILD));
    }

    private static boolean isOpen(ConfigSourceContext context, String name) {
        return value(context, name).isEmpty();
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        ConfigValue configured = context.getValue(name);
        return configured == null
                        || configured.getValue() == null
                        || configured.getValue().isBlank()
                ? Optional.empty()
                : Optional.of(configured.getValue());
    }

    /** The values, each made when it is first read. */
    private record Local(Map<String, Supplier<String>> values) implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public @Nullable String getValue(String name) {
            Supplier<String> value = values.get(name);
            return value == null ? null : value.get();
        }

        @Override
        public String getName() {
            return "Quittance on a laptop";
        }

        @Override
        public int getOrdinal() {
            return 50;
        }
    }
}
