package io.quittance.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInfo;

/**
 * A directory under {@code target/} on which the jar runs as on a machine of its own: its temporary files, its databases
 * and its log stand there.
 *
 * <p>Closing it ends every process that was started on it, whichever way the test went; what they wrote stays until the
 * next run.
 */
final class Laptop implements AutoCloseable {

    private final Path home;
    private final List<RunningJar> started = new ArrayList<>();
    private final Thread atTheEnd = new Thread(this::end);

    private Laptop(Path home) {
        this.home = home;
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    static Laptop of(TestInfo test) {
        Path home = Path.of(
                        "target",
                        "laptops",
                        test.getTestClass().orElseThrow().getSimpleName(),
                        test.getTestMethod().orElseThrow().getName())
                .toAbsolutePath();
        try {
            if (Files.exists(home)) {
                // What an interrupted run may have left.
                servers(home).forEach(EmbeddedServer::kill);
                try (Stream<Path> files = Files.walk(home)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.createDirectories(home.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Laptop(home);
    }

    /** Starts the jar with a kept database, and waits until it is ready. */
    RunningJar startKept() {
        return start(Map.of(
                        "QUITTANCE_EMBEDDED_POSTGRESQL_DIRECTORY",
                        kept().directory().toString()))
                .awaitReady();
    }

    /** Starts the jar, and does not wait. */
    synchronized RunningJar start(Map<String, String> environment) {
        var jar = RunningJar.start(
                environment,
                List.of(
                        "-Djava.io.tmpdir=" + home.resolve("tmp"),
                        // The binaries need not be unpacked again.
                        "-Dot.epg.working-dir=" + Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg")),
                home.resolve("application.log"));
        started.add(jar);
        return jar;
    }

    /** The server of the configured directory. */
    EmbeddedServer kept() {
        return kept(home);
    }

    /** The server of a process that has no directory configured. */
    EmbeddedServer passing(RunningJar owner) {
        return new EmbeddedServer(passing().resolve("pg-" + owner.pid()));
    }

    /** Where processes without a configured directory have their servers. */
    Path passing() {
        return passing(home);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
        end();
    }

    private synchronized void end() {
        started.forEach(RunningJar::kill);
        servers(home).forEach(EmbeddedServer::kill);
    }

    private static List<EmbeddedServer> servers(Path home) {
        var servers = new ArrayList<>(List.of(kept(home)));
        if (Files.exists(passing(home))) {
            try (Stream<Path> directories = Files.list(passing(home))) {
                directories.map(EmbeddedServer::new).forEach(servers::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return servers;
    }

    private static EmbeddedServer kept(Path home) {
        return new EmbeddedServer(home.resolve("database"));
    }

    private static Path passing(Path home) {
        return home.resolve("tmp").resolve("quittance-" + System.getProperty("user.name"));
    }
}
