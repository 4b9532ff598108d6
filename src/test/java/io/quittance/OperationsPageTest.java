package io.quittance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The pages that name the tests of rules and of silent failures name existing tests. */
class OperationsPageTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final List<Path> SOURCES = List.of(Path.of("src/test/java"), Path.of("src/contract-test/java"));

    @Test
    void namesForEachRuleTestsThatThereAre() throws IOException {
        Map<String, String> classes = classes();
        List<String> missing = rows().stream()
                .flatMap(row -> NAMED.matcher(row).results())
                .filter(test -> !isTest(classes.get(test.group(1)), test.group(2)))
                .map(test -> test.group(1) + "#" + test.group(2))
                .toList();
        assertEquals(List.of(), missing, "These are named and are no tests");
    }

    @Test
    void namesATestForEachRule() throws IOException {
        assertFalse(rows().isEmpty());
        assertEquals(
                List.of(),
                rows().stream().filter(row -> !isWhole(row)).toList(),
                "These rows do not name a rule and its tests, and nothing else");
    }

    /** Those of other bindings are not compiled here, so their sources are looked at. */
    @Test
    void namesExistingTestsForEachSilentFailure() throws IOException {
        List<String> rows = rows("docs/silent-failures.md");
        assertFalse(rows.isEmpty());
        Map<String, String> sources = sources();
        assertEquals(
                List.of(),
                rows.stream()
                        .filter(row -> !row.matches(".*\\| `\\w+#\\w+`(, `\\w+#\\w+`)* \\|"))
                        .toList(),
                "These rows name no test");
        assertEquals(
                List.of(),
                rows.stream()
                        .flatMap(row -> NAMED.matcher(row).results())
                        .filter(test -> !declares(sources.get(test.group(1)), test.group(2)))
                        .map(MatchResult::group)
                        .toList(),
                "These are named and are no tests");
    }

    /** The table of who may do what, and the line below it. */
    @Test
    void namesExistingTestsForEachRole() throws IOException {
        Map<String, String> sources = sources();
        List<MatchResult> named = NAMED.matcher(Files.readString(Path.of("docs/rules.md")))
                .results()
                .toList();
        assertFalse(named.isEmpty());
        assertEquals(
                List.of(),
                named.stream()
                        .filter(test -> !declares(sources.get(test.group(1)), test.group(2)))
                        .map(MatchResult::group)
                        .toList(),
                "These are named and are no tests");
    }

    /** A test among the methods, or a rule among the fields; what helps them is private. */
    private static boolean declares(@Nullable String source, String name) {
        return source != null
                && Pattern.compile("(?m)^    (?:static )?(?:void|final ArchRule) " + name + "\\b")
                        .matcher(source)
                        .find();
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            var sources = new HashMap<String, String>();
            for (Path file : files.filter(file -> file.toString().matches(".*(Test|IT|Contract)\\.java"))
                    .toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
            return sources;
        }
    }

    /** A rule, and one or more tests separated by commas. */
    private static boolean isWhole(String row) {
        String[] cells = row.substring(1).split("\\|");
        if (cells.length != 2 || cells[0].isBlank()) {
            return false;
        }
        return Stream.of(cells[1].split(",")).map(String::strip).allMatch(cell -> {
            Matcher matcher = NAMED.matcher(cell);
            return matcher.matches();
        });
    }

    private static List<String> rows() throws IOException {
        return rows("docs/operations.md");
    }

    private static List<String> rows(String page) throws IOException {
        return Files.readAllLines(Path.of(page)).stream()
                .filter(line -> line.startsWith("|"))
                .filter(line -> !line.endsWith("| test |") && !line.startsWith("| ---"))
                .toList();
    }

    /** The full names of all test classes, by their simple ones. */
    private static Map<String, String> classes() throws IOException {
        var classes = new HashMap<String, String>();
        for (Path sources : SOURCES) {
            try (Stream<Path> paths = Files.walk(sources)) {
                paths.map(path -> sources.relativize(path).toString())
                        .filter(path -> path.matches(".*(Test|IT|Contract)\\.java"))
                        .map(path -> path.replace(".java", "").replace('/', '.'))
                        .forEach(name -> classes.put(name.substring(name.lastIndexOf('.') + 1), name));
            }
        }
        return classes;
    }

    private static boolean isTest(@Nullable String type, String method) {
        if (type == null) {
            return false;
        }
        try {
            Class<?> loaded = Class.forName(type, false, OperationsPageTest.class.getClassLoader());
            return Stream.of(loaded.getDeclaredMethods())
                    .filter(each -> each.getName().equals(method))
                    .anyMatch(OperationsPageTest::isTest);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }
}
