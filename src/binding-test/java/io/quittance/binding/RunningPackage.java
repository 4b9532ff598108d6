package io.quittance.binding;

import static org.junit.jupiter.api.Assertions.fail;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A package as a process of its own, which listens on a port of the loopback. */
public final class RunningPackage implements AutoCloseable {

    /** Only so that a test does not hang. */
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Process process;
    private final Path log;
    private final String address;

    private RunningPackage(Process process, Path log, String address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /** A port that nobody listens on. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts Java and waits until somebody answers.
     *
     * @param environment settings; none of this process's own goes along
     * @param probe the path that is asked; any answer below 500 is one
     */
    public static RunningPackage start(int port, Map<String, String> environment, String probe, List<String> arguments)
            throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        // It lives for seconds: what the second compiler would gain is less than it costs.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(arguments);
        Path log = Files.createTempFile(Path.of("target"), "package", ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(QUARKUS|QUITTANCE|MP|SMALLRYE)_.*"));
        builder.environment().putAll(environment);
        var started = new RunningPackage(builder.start(), log, "http://127.0.0.1:" + port);
        started.await(probe);
        return started;
    }

    private void await(String probe) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!answers(probe)) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                fail("The package does not answer; see " + log);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean answers(String probe) {
        try {
            return RestAssured.get(address + probe).statusCode() < 500;
        } catch (Exception e) {
            if (e instanceof ConnectException) {
                return false;
            }
            throw e;
        }
    }

    /** Where it listens. */
    public String address() {
        return address;
    }

    /** What it has said. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
