package io.quittance.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.binding.Strangers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is inside the package for Knative, and what is not. */
class PackageIT {

    private static List<String> files = List.of();

    @BeforeAll
    static void list() throws IOException {
        Path folder = Path.of(System.getProperty("quittance.knative")).getParent();
        try (Stream<Path> paths = Files.walk(folder)) {
            files = paths.flatMap(path ->
                            Stream.concat(Stream.of(folder.relativize(path).toString()), entries(path)))
                    .toList();
        }
    }

    /** Of our own jars; the libraries are known by their names. */
    private static Stream<String> entries(Path path) {
        if (!path.toString().matches(".*/(app|quarkus)/.*\\.jar")) {
            return Stream.empty();
        }
        try (var jar = new ZipFile(path.toFile())) {
            return jar.stream().map(entry -> entry.getName()).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(path.toString(), e);
        }
    }

    @Test
    void hasNothingOfTheLaptopOrOfTests() {
        assertEquals(List.of(), Strangers.among(files.stream()));
    }

    @Test
    void hasNothingOfOtherBindings() {
        assertEquals(
                List.of(),
                files.stream()
                        .filter(file -> file.matches(
                                ".*(io/quittance/(lambda|google)/|amazon-lambda|funqy-http|funqy-google).*"))
                        .toList());
    }

    @Test
    void hasTheBindingAndTheSchema() {
        for (String part : List.of(
                "quarkus-run.jar",
                "lib/main/io.quarkus.quarkus-funqy-knative-events-",
                "io/quittance/knative/ReceiveEvent.class",
                "db/migration/V1__baseline.sql")) {
            assertTrue(files.stream().anyMatch(file -> file.startsWith(part)), part);
        }
    }
}
