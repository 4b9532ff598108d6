package io.quittance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The links between the pages lead to a page and to a heading on it; the README stays short. */
class PagesTest {

    private static final int LONGEST_README = 120;
    private static final int LONGEST_LINE = 140;

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");

    private static List<Path> pages() throws IOException {
        try (Stream<Path> root = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void linkToPagesAndHeadingsThatExist() throws IOException {
        var broken = new ArrayList<String>();
        for (Path page : pages()) {
            for (var link : LINK.matcher(Files.readString(page)).results().toList()) {
                Path target = link.group(1).isEmpty()
                        ? page
                        : page.resolveSibling(link.group(1)).normalize();
                boolean exists = Files.exists(target)
                        && (link.group(2) == null || anchors(target).contains(link.group(2)));
                if (!exists) {
                    broken.add(page + ": " + link.group());
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void haveAReadmeThatNamesEveryPackage() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/io/quittance"))) {
            assertEquals(
                    List.of(),
                    folders.filter(Files::isDirectory)
                            .map(folder -> "`" + folder.getFileName() + "`")
                            .filter(name -> !readme.matches("(?s).*\\n\\|[^|]*" + name + ".*"))
                            .toList());
        }
    }

    @Test
    void haveAReadmeThatIsReadAtOnce() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        assertTrue(lines.size() <= LONGEST_README, () -> lines.size() + " lines");
        assertEquals(
                List.of(),
                lines.stream().filter(line -> line.length() > LONGEST_LINE).toList());
    }
}
