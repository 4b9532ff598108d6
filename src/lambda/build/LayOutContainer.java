import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Lays {@code function.zip} out for a container image, with AWS's runtime client: all of it on one class path, since that is
 * what an AOT cache can hold. A file of arguments for {@code java} names it.
 *
 * <p>The 200 jars become three. Whoever looks for a setting or for services looks into every jar, and a start opens them
 * all; so what is looked for stands in two small jars, and the third has the classes, which come out of the cache.
 */
public final class LayOutContainer {

    private static final Pattern CLIENT = Pattern.compile("(aws-lambda-java-(runtime-interface-client|core|serialization)|utils-lite)-.*");

    /** Names classes that Quarkus would load before it starts, for snapshots; the cache has those that are needed. */
    private static final String PRELOADED = "META-INF/quarkus-generated-preload-classes.txt";

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String SERVICES = "META-INF/services/";
    private static final String VERSIONS = "META-INF/versions/";

    /** What one jar has instead of another, and nobody misses. */
    private static final Pattern OF_EACH_JAR = Pattern.compile(
            "(META-INF/(versions/\\d+/)?|)module-info\\.class|META-INF/(INDEX\\.LIST|jandex\\.idx|beans\\.xml|quarkus-.*|[^/]*(LICENSE|NOTICE)[^/]*"
                    + "|io\\.netty\\.versions\\.properties|.*\\.(SF|RSA|DSA))");

    private final Jar settings = new Jar();
    private final Jar resources = new Jar();
    private final Jar classes = new Jar();

    private LayOutContainer() {}

    /**
     * @param arguments the zip, the folder to make, and the class path of the tests, where the client is
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        clear(folder);
        var container = new LayOutContainer();
        try (ZipFile zip = new ZipFile(arguments[0])) {
            List<? extends ZipEntry> entries = zip.stream().toList();
            for (ZipEntry entry : entries) {
                if (!entry.getName().startsWith("lib/") && !entry.getName().equals(PRELOADED)) {
                    container.take(entry.getName(), zip.getInputStream(entry).readAllBytes(), container.settings);
                }
            }
            for (ZipEntry entry : entries) {
                if (entry.getName().startsWith("lib/")) {
                    container.takeJar(zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        for (String jar : arguments[2].split(File.pathSeparator)) {
            if (CLIENT.matcher(Path.of(jar).getFileName().toString()).matches()) {
                container.takeJar(Files.readAllBytes(Path.of(jar)));
            }
        }
        container.write(folder);
    }

    private void takeJar(byte[] jar) throws IOException {
        Map<String, byte[]> entries = entriesOf(jar);
        boolean hasVersions = new String(entries.getOrDefault(MANIFEST, new byte[0]), UTF_8)
                .contains("Multi-Release: true");
        entries.forEach((name, content) -> {
            if (hasVersions || !name.startsWith(VERSIONS)) {
                take(name, content, resources);
            }
        });
    }

    private void take(String name, byte[] content, Jar others) {
        if (!name.endsWith("/") && !name.equals(MANIFEST)) {
            (name.endsWith(".class") || name.startsWith(VERSIONS) ? classes : others).add(name, content);
        }
    }

    private static Map<String, byte[]> entriesOf(byte[] jar) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private void write(Path folder) throws IOException {
        Path libraries = folder.resolve("lib");
        Files.createDirectories(libraries);
        settings.write(libraries.resolve("settings.jar"));
        resources.write(libraries.resolve("resources.jar"));
        classes.write(libraries.resolve("classes.jar"));
        Files.write(
                folder.resolve("java.args"),
                List.of(
                        // One function at a time on one or two cores: quick to start, and small.
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // A start fills 140 MB of the heap and a sixth of the 48 MB that compiled code gets by default: either
                        // would be collected while the first caller waits. The heap is the same where the cache is made, and
                        // taken in large pages where the kernel has them: each small one is a fault of its own.
                        "-Xmx512m",
                        "-Xms400m",
                        "-Xmn300m",
                        "-XX:+UseTransparentHugePages",
                        "-XX:ReservedCodeCacheSize=240m",
                        // No snapshot is taken of a container: it connects while the rest starts.
                        "-Dquarkus.datasource.jdbc.initial-size=1",
                        "-cp",
                        "lib/settings.jar:lib/resources.jar:lib/classes.jar"));
    }

    /** What many jars have, in one: of two entries of a name the first counts, as on a class path; services are joined. */
    private static final class Jar {

        private final Map<String, byte[]> entries = new LinkedHashMap<>();

        void add(String name, byte[] content) {
            byte[] before = entries.putIfAbsent(name, content);
            if (before == null || Arrays.equals(before, content) || OF_EACH_JAR.matcher(name).matches()) {
                return;
            }
            if (!name.startsWith(SERVICES)) {
                throw new IllegalStateException("Two jars have " + name + ", and not the same");
            }
            entries.put(name, (new String(before, UTF_8) + "\n" + new String(content, UTF_8)).getBytes(UTF_8));
        }

        void write(Path jar) throws IOException {
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
                out.putNextEntry(new ZipEntry(MANIFEST));
                out.write("Manifest-Version: 1.0\nMulti-Release: true\n\n".getBytes(UTF_8));
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    out.putNextEntry(new ZipEntry(entry.getKey()));
                    out.write(entry.getValue());
                }
            }
        }
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
