package io.quittance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The page of the dependencies names each override of the Quarkus BOM in {@code pom.xml}, with its version. */
class DependenciesPageTest {

    private static final int COLUMNS = 5;

    @Test
    void namesEachOverrideWithItsVersion() throws Exception {
        assertEquals(
                overrides(),
                rows().stream().collect(Collectors.toMap(cells -> cells[0].replace("`", ""), cells -> cells[1])));
    }

    @Test
    void saysOfEachWhyAndUntilWhen() throws IOException {
        for (String[] cells : rows()) {
            assertEquals(COLUMNS, cells.length, cells[0]);
            assertTrue(cells[3].length() > 20, cells[0]);
            assertTrue(cells[4].contains("Quarkus"), cells[0]);
        }
    }

    @Test
    void namesTheVersionOfQuarkus() throws Exception {
        String page = Files.readString(Path.of("docs/dependencies.md"));

        assertTrue(page.contains("the BOM of Quarkus " + property(pom(), "quarkus.version") + ","));
    }

    private static List<String[]> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/dependencies.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
                .toList();
    }

    /** Managed before the Quarkus BOM, so instead of it; several artifacts of a group are one override. */
    private static Map<String, String> overrides() throws Exception {
        Document pom = pom();
        List<Element> managed = elements(
                ((Element) pom.getElementsByTagName("dependencyManagement").item(0))
                        .getElementsByTagName("dependency"));
        var overrides = new LinkedHashMap<String, String>();
        for (Element entry : managed) {
            String group = text(entry, "groupId");
            String artifact = text(entry, "artifactId");
            if (artifact.equals("quarkus-bom")) {
                return overrides;
            }
            long ofGroup = managed.stream()
                    .filter(other -> text(other, "groupId").equals(group))
                    .count();
            String version = text(entry, "version");
            overrides.put(
                    group + ":" + (ofGroup == 1 ? artifact : "*"),
                    property(pom, version.substring(2, version.length() - 1)));
        }
        throw new AssertionError("no quarkus-bom in " + overrides);
    }

    private static Document pom() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
    }

    private static String property(Document pom, String name) {
        return pom.getElementsByTagName(name).item(0).getTextContent();
    }

    private static String text(Element dependency, String name) {
        return dependency.getElementsByTagName(name).item(0).getTextContent();
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(index -> (Element) nodes.item(index))
                .toList();
    }
}
