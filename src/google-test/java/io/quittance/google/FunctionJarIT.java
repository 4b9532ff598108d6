package io.quittance.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.binding.Strangers;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is inside the package for Google, and what is not. */
class FunctionJarIT {

    private static List<String> files = List.of();

    @BeforeAll
    static void list() throws IOException {
        try (var jar = new ZipFile(System.getProperty("quittance.google"))) {
            files = jar.stream().map(entry -> entry.getName()).toList();
        }
    }

    @Test
    void hasNothingOfTheLaptopOrOfTests() {
        assertEquals(List.of(), Strangers.among(files.stream()));
    }

    @Test
    void hasNothingOfOtherBindingsOrOfTheInvoker() {
        assertEquals(
                List.of(),
                files.stream()
                        .filter(
                                file -> file.matches(
                                        "io/quittance/(lambda|knative)/.*|io/quarkus/funqy/(lambda|knative)/.*|com/google/cloud/functions/invoker/.*"))
                        .toList());
    }

    @Test
    void hasTheBindingAndTheSchema() {
        for (String part : List.of(
                "io/quarkus/funqy/gcp/functions/FunqyCloudEventsFunction.class",
                "io/quittance/google/ReceivePubsubMessage.class",
                "db/migration/V1__baseline.sql",
                "org/postgresql/Driver.class")) {
            assertTrue(files.contains(part), part);
        }
    }
}
