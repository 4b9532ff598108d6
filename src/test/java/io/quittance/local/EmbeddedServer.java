package io.quittance.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An embedded PostgreSQL as the test sees it: by its directory, past the application and every wall. */
record EmbeddedServer(Path directory) {

    /** The process that {@code postmaster.pid} names, where it lives and serves this directory. */
    Optional<ProcessHandle> process() {
        return line(0).flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(data().toString()))
                        .orElse(false));
    }

    boolean isRunning() {
        return process().isPresent();
    }

    long pid() {
        return process().orElseThrow().pid();
    }

    int port() {
        return Integer.parseInt(line(3).orElseThrow());
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/quittance";
    }

    /** Ends the server as a power cut would. */
    void kill() {
        process().ifPresent(process -> {
            process.destroyForcibly();
            try {
                process.onExit().get(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw RunningJar.interrupted(e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("Process " + process.pid() + " does not end", e);
            }
        });
    }

    /** The first column of each row, as the superuser sees them. */
    List<String> texts(String sql, Object... parameters) {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var texts = new ArrayList<String>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    Path postmaster() {
        return data().resolve("postmaster.pid");
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Optional<String> line(int number) {
        try {
            List<String> lines = Files.readAllLines(postmaster());
            return lines.size() > number ? Optional.of(lines.get(number).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
