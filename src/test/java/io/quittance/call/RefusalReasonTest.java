package io.quittance.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every refusal that the code knows is produced by a test, through HTTP. */
class RefusalReasonTest {

    @Test
    void isProducedOverHttpByATest() throws IOException {
        Set<RefusalReason> missing = EnumSet.copyOf(thrown());
        missing.removeAll(ProducedRefusals.of(Path.of("src/test/java"), Path.of("src/contract-test/java")));
        assertEquals(Set.of(), missing, "No test over HTTP compares the reason of an answer with these");
    }

    /** The reasons that the sources name anywhere but in their list. */
    private static List<RefusalReason> thrown() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<String> texts = sources.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith("RefusalReason.java"))
                    .map(RefusalReasonTest::text)
                    .toList();
            return Stream.of(RefusalReason.values())
                    .filter(reason -> {
                        Pattern named = Pattern.compile("\\b" + reason + "\\b");
                        return texts.stream()
                                .anyMatch(text -> named.matcher(text).find());
                    })
                    .toList();
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void countsAReasonOnlyWhereAnAnswerIsComparedWithIt(@TempDir Path sources) throws IOException {
        Files.writeString(sources.resolve("Above.java"), """
                abstract class Above {
                    void refuses(String reason) { answer().then().body("reason", is(reason)); }
                }
                """);
        Files.writeString(sources.resolve("OneTest.java"), """
                @QuarkusTest
                class OneTest extends Above {
                    // body("reason", is("NOT_ALLOWED"))
                    String unused = "ITEM_NOT_CANCELABLE";
                    void one() { answer().then().body("reason", is("ACCOUNT_CLOSED")); }
                    void two() { refuses("QUOTE_CHANGED"); }
                    @ParameterizedTest @CsvSource({"a, REFUND_NOT_FOUND"})
                    void three(String what, String reason) { refuses(reason); }
                    @ParameterizedTest @CsvSource({"a, PAYMENT_NOT_FOUND"})
                    void four(String what, String reason) { answer().then().body("title", is(reason)); }
                    void five() { say("REASON_UNKNOWN"); assertEquals("MAKER_IS_CHECKER", answer().path("reason")); }
                    void six() { assertTrue(text.contains("\\"reason\\":\\"UNAVAILABLE\\"")); }
                    void seven() { answer().then().body("state", is("BILL_RUN_PAUSED")); }
                    @Nested class Eight extends Contract {}
                }
                """);
        Files.writeString(sources.resolve("Contract.java"), """
                abstract class Contract extends Above { void eight() { refuses("MALFORMED_JSON"); } }
                """);
        Files.writeString(sources.resolve("RuleTest.java"), """
                class RuleTest { void one() { answer().then().body("reason", is("BILL_RUN_FAILED")); } }
                """);
        assertEquals(
                EnumSet.of(
                        RefusalReason.MALFORMED_JSON,
                        RefusalReason.ACCOUNT_CLOSED,
                        RefusalReason.QUOTE_CHANGED,
                        RefusalReason.REFUND_NOT_FOUND,
                        RefusalReason.MAKER_IS_CHECKER,
                        RefusalReason.UNAVAILABLE),
                ProducedRefusals.of(sources));
    }
}
