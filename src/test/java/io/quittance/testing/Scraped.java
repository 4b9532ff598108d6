package io.quittance.testing;

import static io.restassured.RestAssured.given;

import io.quittance.metric.Figure;
import io.quittance.metric.Figure.Kind;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Our figures as a scrape reads them, by their names with labels. */
public record Scraped(Map<String, BigDecimal> series) {

    /** Scrapes the port of the figures. */
    public static Scraped from(URL management) {
        String text = given().get(URI.create(management.toString()).resolve("/q/metrics"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return new Scraped(text.lines()
                .filter(line -> line.startsWith("quittance_"))
                .map(line -> line.replace(",}", "}"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> new BigDecimal(line.substring(line.lastIndexOf(' ') + 1)))));
    }

    /** As Prometheus names a figure. */
    public static String nameOf(Figure figure) {
        String name = figure.dotted().replace('.', '_');
        return name + (figure.kind() == Kind.COUNT ? "_total" : figure.kind() == Kind.AGE ? "_seconds" : "");
    }

    /** How commands are counted. */
    public static String command(String function, String outcome) {
        return "quittance_commands_total{function=\"%s\",outcome=\"%s\"}".formatted(function, outcome);
    }

    /** How refusals are counted. */
    public static String refusal(String reason) {
        return "quittance_refusals_total{reason=\"%s\"}".formatted(reason);
    }

    /** Whatever has changed since, and by how much. */
    public Map<String, Long> since(Scraped before) {
        var changed = new TreeMap<String, Long>();
        var names = new TreeSet<>(series.keySet());
        names.addAll(before.series.keySet());
        names.forEach(name -> {
            long more = value(name) - before.value(name);
            if (more != 0) {
                changed.put(name, more);
            }
        });
        return changed;
    }

    /** A whole number; nought where there is none. */
    public long value(String name) {
        return series.getOrDefault(name, BigDecimal.ZERO).longValueExact();
    }
}
