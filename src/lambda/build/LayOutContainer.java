import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Lays {@code function.zip} out for a container image: all of it in jars on one class path, with AWS's runtime client, since
 * that is what an AOT cache can hold. A file of arguments for {@code java} names them in their order.
 */
public final class LayOutContainer {

    private static final Pattern CLIENT = Pattern.compile("(aws-lambda-java-(runtime-interface-client|core|serialization)|utils-lite)-.*");

    /** Names classes that Quarkus would load before it starts, for snapshots; the cache has those that are needed. */
    private static final String PRELOADED = "META-INF/quarkus-generated-preload-classes.txt";

    private LayOutContainer() {}

    /**
     * @param arguments the zip, the folder to make, and the class path of the tests, where the client is
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        Path libraries = folder.resolve("lib");
        clear(folder);
        Files.createDirectories(libraries);
        List<String> classPath = new ArrayList<>(List.of("lib/function.jar"));
        try (ZipFile zip = new ZipFile(arguments[0]);
                ZipOutputStream own = new ZipOutputStream(Files.newOutputStream(libraries.resolve("function.jar")))) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] content = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().startsWith("lib/")) {
                    Files.write(folder.resolve(entry.getName()), content);
                    classPath.add(entry.getName());
                } else if (!entry.getName().equals(PRELOADED)) {
                    own.putNextEntry(new ZipEntry(entry.getName()));
                    own.write(content);
                    own.closeEntry();
                }
            }
        }
        for (String jar : arguments[2].split(File.pathSeparator)) {
            Path client = Path.of(jar);
            String name = client.getFileName().toString();
            if (CLIENT.matcher(name).matches() && classPath.stream().noneMatch(known -> known.contains(name))) {
                Files.copy(client, libraries.resolve(name));
                classPath.add("lib/" + name);
            }
        }
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
                        String.join(":", classPath)));
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
