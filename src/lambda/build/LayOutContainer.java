import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Lays {@code function.zip} out for a container image, with AWS's runtime client: all of it on one class path, since
 * that is what an AOT cache can hold. A file of arguments for {@code java} names it.
 *
 * <p>The 200 jars become three. A search for a setting or a service looks into every jar, and a start opens them all.
 * So our settings are in one jar, all other resources in another, and the third has the classes, which come from the
 * cache.
 */
public final class LayOutContainer {

    private static final Pattern CLIENT = Pattern.compile("(aws-lambda-java-(runtime-interface-client|core|serialization)|utils-lite)-.*");

    /** Names classes that Quarkus would load before it starts, for snapshots; the cache has those that are needed. */
    private static final String PRELOADED = "META-INF/quarkus-generated-preload-classes.txt";

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String SERVICES = "META-INF/services/";
    private static final String VERSIONS = "META-INF/versions/";

    /** The entries that are true of one jar only: its modules, its index and its signature. */
    private static final Pattern OF_A_JAR = Pattern.compile(
            "(META-INF/versions/\\d+/)?module-info\\.class|META-INF/(INDEX\\.LIST|MANIFEST\\.MF|[^/]*\\.(SF|RSA|DSA|EC))");

    /** The entries that each jar may have of its own, and that nothing reads at run time. */
    private static final Pattern OF_THE_BUILD =
            Pattern.compile("META-INF/(jandex\\.idx|beans\\.xml|quarkus-.*|io\\.netty\\.versions\\.properties)");

    /** Licenses and notices are distributed with the image. */
    private static final Pattern LICENSE = Pattern.compile("(META-INF/)?[^/]*(LICENSE|NOTICE)[^/]*");

    /** Of every entry, so that one zip always makes the same jars. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

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
                    container.takeJar(
                            Path.of(entry.getName()), zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        for (String name : arguments[2].split(File.pathSeparator)) {
            Path jar = Path.of(name);
            if (CLIENT.matcher(jar.getFileName().toString()).matches()) {
                container.takeJar(jar, Files.readAllBytes(jar));
            }
        }
        container.write(folder);
    }

    private void takeJar(Path jar, byte[] packed) throws IOException {
        Map<String, byte[]> entries = entriesOf(packed);
        boolean hasVersions = new String(entries.getOrDefault(MANIFEST, new byte[0]), UTF_8)
                .contains("Multi-Release: true");
        entries.forEach((name, content) -> {
            if (LICENSE.matcher(name).matches()) {
                resources.add("META-INF/licenses/" + jar.getFileName() + "/" + Path.of(name).getFileName(), content);
            } else if (hasVersions || !name.startsWith(VERSIONS)) {
                take(name, content, resources);
            }
        });
    }

    private void take(String name, byte[] content, Jar others) {
        if (!name.endsWith("/") && !OF_A_JAR.matcher(name).matches()) {
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
                        // A start fills 130 MB of the heap and a sixth of the 48 MB that compiled code gets by default: either
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

    /**
     * The resources of many jars in one: of two entries with one name the first counts, as on a class path; services
     * are joined.
     */
    private static final class Jar {

        private final Map<String, byte[]> entries = new LinkedHashMap<>();

        void add(String name, byte[] content) {
            byte[] before = entries.putIfAbsent(name, content);
            if (before == null || Arrays.equals(before, content) || OF_THE_BUILD.matcher(name).matches()) {
                return;
            }
            if (!name.startsWith(SERVICES)) {
                throw new IllegalStateException("Two jars have " + name + ", and not the same");
            }
            entries.put(name, (new String(before, UTF_8) + "\n" + new String(content, UTF_8)).getBytes(UTF_8));
        }

        void write(Path jar) throws IOException {
            Set<String> folders = new HashSet<>();
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
                write(MANIFEST, "Manifest-Version: 1.0\nMulti-Release: true\n\n".getBytes(UTF_8), out);
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    String name = entry.getKey();
                    // Flyway lists a folder, so the folder itself must be an entry.
                    for (int end = name.indexOf('/'); end >= 0 && !name.endsWith(".class"); end = name.indexOf('/', end + 1)) {
                        if (folders.add(name.substring(0, end + 1))) {
                            write(name.substring(0, end + 1), new byte[0], out);
                        }
                    }
                    write(name, entry.getValue(), out);
                }
            }
        }

        private static void write(String name, byte[] content, ZipOutputStream out) throws IOException {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(TIME);
            out.putNextEntry(entry);
            out.write(content);
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
