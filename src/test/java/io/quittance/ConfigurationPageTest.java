package io.quittance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} has every setting of the code and no other, and {@code CONTRIBUTING.md} every one of the tests. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("docs/configuration.md");

    private static final String NAME = "quittance\\.[a-z][a-z.-]*[a-z]";

    /** A name in quotes, or in braces as {@code @Scheduled} and properties refer to it. */
    private static final Pattern IN_CODE = Pattern.compile("[\"{](" + NAME + ")[\"}:]");

    private static final Pattern IN_PROPERTIES = Pattern.compile("(?m)^(?:%[a-z]+\\.)?(" + NAME + ")=");

    private static final Pattern ON_PAGE = Pattern.compile("`(" + NAME + ")`");

    /** A property that a test reads from its command line. */
    private static final Pattern OF_TEST =
            Pattern.compile("(?:getProperty|getInteger|getLong|getBoolean)\\(\\s*\"([a-z]+[.-][a-z.-]+)\"");

    private static Set<String> matches(Stream<String> texts, Pattern... patterns) {
        return texts.flatMap(text -> Stream.of(patterns)
                        .flatMap(pattern -> pattern.matcher(text).results()))
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The Java sources and properties of the folders of {@code src} that are tests, or of the others. */
    private static List<String> sources(boolean tests) throws IOException {
        var texts = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(java|properties)"))
                    .filter(path -> path.getName(1).toString().matches("(.*-)?test") == tests)
                    .toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }

    @Test
    void hasEverySettingOfTheCodeAndNoOther() throws IOException {
        Set<String> settings = matches(sources(false).stream(), IN_CODE, IN_PROPERTIES);
        assertTrue(settings.size() > 20, settings::toString);
        assertEquals(settings, matches(Stream.of(Files.readString(PAGE)), ON_PAGE));
    }

    @Test
    void hasTheDefaultsOfTheApplication() throws IOException {
        var properties = new Properties();
        try (var file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        Map<String, String> configured = properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("quittance."))
                .collect(Collectors.toMap(name -> name, properties::getProperty, (one, other) -> one, TreeMap::new));
        var printed = new TreeMap<String, String>();
        Matcher row =
                Pattern.compile("(?m)^\\| `(" + NAME + ")` \\| `([^`]*)` \\|").matcher(Files.readString(PAGE));
        while (row.find()) {
            printed.put(row.group(1), row.group(2));
        }
        // In a file of the Lambda package.
        printed.remove("quittance.release");
        assertEquals(configured, printed);
    }

    @Test
    void leavesThePropertiesOfTestsToThoseWhoContribute() throws IOException {
        String page = Files.readString(Path.of("CONTRIBUTING.md"));
        // Where the packages are, which pom.xml says, and what the machine is.
        Pattern given = Pattern.compile("quittance\\.(jar|zip|knative|google|test-process)|(java|os|user)\\..*");
        assertEquals(
                List.of(),
                matches(sources(true).stream(), OF_TEST).stream()
                        .filter(name -> !given.matcher(name).matches())
                        .filter(name -> !page.contains("-D" + name))
                        .toList());
    }
}
