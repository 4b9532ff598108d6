package io.quittance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every statement of the code says; Hibernate adds nothing to native SQL. */
class StatementsTest {

    private static final Pattern NATIVE =
            Pattern.compile("(create\\w*Native\\w*|@NamedNativeQuer\\w+|@NativeQuery|@SQL\\w+)\\s*\\(");

    @Test
    void namesTheTenantInEveryNativeStatement() {
        Map<String, String> statements = new TreeMap<>();
        javaFiles().forEach((file, source) -> {
            for (Matcher call = NATIVE.matcher(source); call.find(); ) {
                statements.put(
                        file + ":" + source.substring(0, call.start()).lines().count(), argument(source, call.end()));
            }
        });
        assertFalse(statements.isEmpty());
        statements.forEach((place, text) -> assertTrue(
                String.join("", literals(text)).contains("tenant_id"), place + " does not name tenant_id: " + text));
    }

    /** A star would answer otherwise once a migration adds a column, which PostgreSQL refuses for what is prepared. */
    @Test
    void namesTheColumnsInEveryStatement() {
        Pattern star = Pattern.compile("(?i)(\\bselect|\\breturning|,)\\s+(\\w+\\.)?\\*");
        javaFiles().forEach((file, source) -> literals(source)
                .forEach(text -> assertFalse(star.matcher(text).find(), () -> file + " asks for a star: " + text)));
    }

    /** Up to the parenthesis that closes the call; those in texts come in pairs. */
    private static String argument(String source, int from) {
        int open = 1;
        int end = from;
        while (open > 0) {
            char sign = source.charAt(end++);
            open += sign == '(' ? 1 : sign == ')' ? -1 : 0;
        }
        return source.substring(from, end - 1);
    }

    private static List<String> literals(String text) {
        return Pattern.compile("\"([^\"\\\\]|\\\\.)*\"")
                .matcher(text)
                .results()
                .map(match -> match.group())
                .toList();
    }

    private static Map<String, String> javaFiles() {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(Path::toString, StatementsTest::read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
