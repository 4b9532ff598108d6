package io.quittance.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The directory of one embedded server: its data, and which process owns it.
 *
 * <p>The owner is written down with its start, so that another process under a number that is used again is not taken
 * for it.
 */
record ServerDirectory(Path directory) {

    private static final Logger LOG = Logger.getLogger(ServerDirectory.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    Path data() {
        return directory.resolve("data");
    }

    /** Makes this process the owner, unless another living one is. */
    boolean own() {
        if (isOwned()) {
            return false;
        }
        try {
            Files.writeString(owner(), nameOf(ProcessHandle.current()));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of a server that runs here. */
    Optional<Integer> runningPort() {
        return server().map(
                        process -> Integer.valueOf(lines(postmaster()).get(3).strip()));
    }

    /** Stops the server, once its connections are closed; by force after a while. */
    void stop() {
        server().ifPresent(process -> {
            process.destroy();
            try {
                process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                process.destroyForcibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                LOG.warnf(e, "The server in %s may still run", directory);
            }
        });
    }

    /** Removes everything. */
    void remove() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf(e, "Left behind: %s", directory);
        }
    }

    /** Stops and removes the servers whose owners are gone. */
    static void removeOrphans(Path all) {
        try {
            Files.createDirectories(all);
            try (Stream<Path> directories = Files.list(all)) {
                directories
                        .map(ServerDirectory::new)
                        .filter(server -> !server.isOwned())
                        .forEach(server -> {
                            LOG.infof("Removing the PostgreSQL that was left behind in %s", server.directory());
                            server.server().ifPresent(ProcessHandle::destroyForcibly);
                            server.remove();
                        });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOwned() {
        return lines(owner()).stream()
                .findFirst()
                .flatMap(name -> ProcessHandle.of(Long.parseLong(name.split(" ", 2)[0]))
                        .filter(process -> nameOf(process).equals(name)))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private Optional<ProcessHandle> server() {
        List<String> lines = lines(postmaster());
        return lines.size() < 4
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> process.info()
                                .command()
                                .map(command -> command.contains("postgres"))
                                .orElse(true));
    }

    private Path owner() {
        return directory.resolve("owner");
    }

    private Path postmaster() {
        return data().resolve("postmaster.pid");
    }

    private static String nameOf(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Object::toString).orElse("");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
