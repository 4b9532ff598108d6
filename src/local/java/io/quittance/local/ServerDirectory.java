package io.quittance.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
            Files.createDirectories(directory);
            Path whole = directory.resolve("owner.new");
            Files.writeString(whole, nameOf(ProcessHandle.current()));
            Files.move(whole, owner(), StandardCopyOption.ATOMIC_MOVE);
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

    /**
     * Removes the file of a server that has ended if its process id now belongs to another process; PostgreSQL would
     * take that process for the server and not start.
     */
    void forgetGone() {
        if (server().isPresent()) {
            return;
        }
        try {
            Files.deleteIfExists(postmaster());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes data whose creation was interrupted; PostgreSQL would not start with it. */
    void removeUnfinished() {
        if (Files.exists(data()) && !Files.exists(finished())) {
            remove(data());
        }
    }

    /** Notes that the data is whole. */
    void finish() {
        try {
            Files.writeString(finished(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        remove(directory);
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf(e, "Left behind: %s", folder);
        }
    }

    /** Stops and removes the servers whose owners are gone. A directory without an owner is just being made. */
    static void removeOrphans(Path all) {
        try {
            Files.createDirectories(all);
            try (Stream<Path> directories = Files.list(all)) {
                directories
                        .map(ServerDirectory::new)
                        .filter(server -> Files.exists(server.owner()) && !server.isOwned())
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

    /** The process that {@code postmaster.pid} names, unless its id now belongs to another process. */
    private Optional<ProcessHandle> server() {
        List<String> lines = lines(postmaster());
        return lines.size() < 4
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> process.info()
                                .arguments()
                                .map(arguments ->
                                        List.of(arguments).contains(lines.get(1).strip()))
                                .orElse(true));
    }

    private Path owner() {
        return directory.resolve("owner");
    }

    private Path finished() {
        return directory.resolve("data.finished");
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
