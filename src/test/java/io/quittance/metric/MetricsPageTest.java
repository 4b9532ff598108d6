package io.quittance.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.testing.Scraped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the metrics lists what is measured, by its names and labels, and nothing else. */
class MetricsPageTest {

    private static List<String[]> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/metrics.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
                .toList();
    }

    @Test
    void listsEveryFigureByItsNamesAndLabels() throws IOException {
        assertEquals(
                Arrays.stream(Figure.values()).map(MetricsPageTest::named).toList(),
                rows().stream()
                        .map(cells -> String.join(" ", cells[0], cells[1], cells[2]))
                        .toList());
    }

    private static String named(Figure figure) {
        String labels = figure.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "`%s` `%s` %s".formatted(Scraped.nameOf(figure), figure.camel(), labels.isEmpty() ? "none" : labels);
    }

    @Test
    void saysOfEachWhatItIs() throws IOException {
        for (String[] cells : rows()) {
            assertEquals(4, cells.length);
            assertTrue(cells[3].length() > 10, cells[0]);
        }
    }
}
