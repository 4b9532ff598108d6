package io.quittance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.call.Functions;
import io.quittance.testing.Template;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/** The functions that {@code template.yaml} deploys, beside those that the code has. */
abstract class DeployedFunctions {

    static final Set<String> OPEN_PAGES = Set.of("/q/openapi", "/problems/{page}");

    @Inject
    Functions functions;

    @Inject
    ObjectMapper mapper;

    Template template;

    @BeforeEach
    void read() throws IOException {
        template = Template.read(Path.of("template.yaml"));
    }

    boolean isOpen(String function) {
        return functions.named(function).orElseThrow().isOpen();
    }

    /** As a process that is given this setting reads it; all, where it is given none. */
    Set<String> served(String function) {
        String list = template.environment(function, "QUITTANCE_FUNCTIONS");
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of("quittance.functions", list), "template", 100))
                .build();
        var process = new Functions(config.getOptionalValues("quittance.functions", String.class, HashSet::new));
        return functions.all().stream()
                .map(Functions.Function::name)
                .filter(name -> process.served(name).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
