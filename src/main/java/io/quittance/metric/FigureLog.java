package io.quittance.metric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.metric.Figure.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Writes figures as lines of JSON in CloudWatch's embedded metric format, where a namespace is configured ({@code
 * quittance.metrics.namespace}): nobody scrapes a Lambda, and it stands still once it has answered.
 *
 * <p>They go to standard output and not through the logger, whose own JSON round them CloudWatch would not look into.
 */
@ApplicationScoped
class FigureLog implements Meter {

    private final ObjectMapper mapper;
    private final Optional<String> namespace;

    FigureLog(ObjectMapper mapper, @ConfigProperty(name = "quittance.metrics.namespace") Optional<String> namespace) {
        this.mapper = mapper;
        this.namespace = namespace;
    }

    @Override
    public void answered(String function, Outcome outcome, @Nullable String reason) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("function", function);
        values.put("outcome", outcome.label());
        values.put(Figure.COMMANDS.camel(), 1);
        if (reason == null) {
            write(List.of(Figure.COMMANDS), values);
        } else {
            values.put("reason", reason);
            values.put(Figure.REFUSALS.camel(), 1);
            write(List.of(Figure.COMMANDS, Figure.REFUSALS), values);
        }
    }

    @Override
    public void measured(Map<Figure, Long> figures) {
        Map<String, Object> values = new LinkedHashMap<>();
        figures.forEach((figure, value) -> values.put(figure.camel(), value));
        write(List.copyOf(figures.keySet()), values);
    }

    private void write(List<Figure> figures, Map<String, Object> values) {
        namespace.ifPresent(name -> print(line(name, figures, values)));
    }

    private static Map<String, Object> line(String namespace, List<Figure> figures, Map<String, Object> values) {
        Map<List<String>, List<Map<String, String>>> byLabels = new LinkedHashMap<>();
        figures.forEach(figure -> byLabels.computeIfAbsent(figure.labels(), labels -> new ArrayList<>())
                .add(Map.of("Name", figure.camel(), "Unit", figure.kind() == Kind.AGE ? "Seconds" : "Count")));
        List<Map<String, Object>> directives = new ArrayList<>();
        byLabels.forEach((labels, metrics) ->
                directives.add(Map.of("Namespace", namespace, "Dimensions", List.of(labels), "Metrics", metrics)));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("_aws", Map.of("Timestamp", System.currentTimeMillis(), "CloudWatchMetrics", directives));
        line.putAll(values);
        return line;
    }

    /** Written as one string, so that other lines are not mixed into it. */
    private void print(Map<String, Object> line) {
        try {
            byte[] bytes = (mapper.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
            System.out.write(bytes, 0, bytes.length);
            System.out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Figures cannot be written", e);
        }
    }
}
