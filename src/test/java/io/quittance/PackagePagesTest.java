package io.quittance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each package page names every type of its package by {@code {@link Type}}, and none that is not there. */
class PackagePagesTest {

    private static final Pattern LINK = Pattern.compile("\\{@link ([A-Z]\\w*)");

    private static Set<String> named(String page) {
        return LINK.matcher(page).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String difference(Path folder, Set<String> types, String page) {
        var missing = new TreeSet<>(types);
        missing.removeAll(named(page));
        var gone = new TreeSet<>(named(page));
        gone.removeAll(types);
        return missing.isEmpty() && gone.isEmpty() ? "" : folder + " does not name " + missing + ", and names " + gone;
    }

    private static Set<String> types(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void nameEveryTypeOfTheirPackage() throws IOException {
        var wrong = new ArrayList<String>();
        int pages = 0;
        for (String root : List.of("main", "local", "lambda", "knative", "google")) {
            try (Stream<Path> files = Files.walk(Path.of("src", root, "java"))) {
                for (Path page :
                        files.filter(file -> file.endsWith("package-info.java")).toList()) {
                    pages++;
                    wrong.add(difference(page.getParent(), types(page.getParent()), Files.readString(page)));
                }
            }
        }
        assertTrue(pages > 30, "There are " + pages + " pages");
        assertEquals(List.of(), wrong.stream().filter(each -> !each.isEmpty()).toList());
    }

    @Test
    void failWithATypeThatIsMissingOrGone() {
        Path folder = Path.of("sample");
        Set<String> types = Set.of("Plan", "Rules");
        assertEquals("", difference(folder, types, "{@link Plan}, {@link Rules}"));
        assertEquals("sample does not name [Rules], and names []", difference(folder, types, "{@link Plan}"));
        assertEquals(
                "sample does not name [], and names [Way]",
                difference(folder, types, "{@link Plan}, {@link Rules}, {@link Way}"));
    }
}
