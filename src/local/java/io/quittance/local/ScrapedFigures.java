package io.quittance.local;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quittance.call.Functions;
import io.quittance.call.RefusalReason;
import io.quittance.metric.Figure;
import io.quittance.metric.Figure.Kind;
import io.quittance.metric.Meter;
import io.quittance.metric.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Publishes figures at {@code /q/metrics}, on a port of their own.
 *
 * <p>All counters exist from the start with the value zero: the first increase of a counter that appears with its first
 * event would be lost. Gauges appear when they are measured.
 */
@ApplicationScoped
public class ScrapedFigures implements Meter {

    private final MeterRegistry registry;
    private final Map<Figure, AtomicLong> standing = new ConcurrentHashMap<>();

    ScrapedFigures(MeterRegistry registry) {
        this.registry = registry;
    }

    void begin(@Observes StartupEvent start, Functions functions) {
        functions.all().stream().filter(Functions.Function::isCommand).forEach(command -> {
            for (Outcome outcome : Outcome.values()) {
                add(Figure.COMMANDS, 0, command.name(), outcome.label());
            }
        });
        for (RefusalReason reason : RefusalReason.values()) {
            add(Figure.REFUSALS, 0, reason.name());
        }
    }

    @Override
    public void answered(String function, Outcome outcome, @Nullable String reason) {
        add(Figure.COMMANDS, 1, function, outcome.label());
        if (reason != null) {
            add(Figure.REFUSALS, 1, reason);
        }
    }

    private void add(Figure figure, int more, String... values) {
        String[] tags = new String[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            tags[2 * i] = figure.labels().get(i);
            tags[2 * i + 1] = values[i];
        }
        registry.counter(figure.dotted(), tags).increment(more);
    }

    @Override
    public void measured(Map<Figure, Long> figures) {
        figures.forEach(
                (figure, value) -> standing.computeIfAbsent(figure, this::stand).set(value));
    }

    private AtomicLong stand(Figure figure) {
        var number = new AtomicLong();
        Gauge.builder(figure.dotted(), number::get)
                .baseUnit(figure.kind() == Kind.AGE ? "seconds" : null)
                .register(registry);
        return number;
    }
}
