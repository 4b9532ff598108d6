package io.quittance.local;

import static org.junit.jupiter.api.Assertions.fail;

import io.quittance.contract.SignedTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The runnable jar as a process of its own, on a free port of the loopback. */
final class RunningJar {

    /** Only so that a test does not hang. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final URI address;
    private final Path log;

    private RunningJar(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /**
     * Starts it, and does not wait.
     *
     * @param environment settings; none of this process's own goes along
     * @param log what it says is added to this file
     */
    static RunningJar start(Map<String, String> environment, List<String> options, Path log) {
        int port = freePort();
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-jar", System.getProperty("quittance.jar", "target/quarkus-app/quarkus-run.jar")));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.matches("(QUARKUS|QUITTANCE|MP|SMALLRYE)_.*"));
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "QUARKUS_MANAGEMENT_PORT",
                        "0",
                        "MP_JWT_VERIFY_PUBLICKEY",
                        SignedTokens.publicKey(),
                        "QUITTANCE_QUOTE_SECRET",
                        "a secret of the tests that is long enough to sign",
                        "QUITTANCE_DUE_ACTIONS_EVERY",
                        "off"));
        builder.environment().putAll(environment);
        try {
            return new RunningJar(builder.start(), URI.create("http://127.0.0.1:" + port + "/"), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits until it says that it is ready. */
    RunningJar awaitReady() {
        Instant end = Instant.now().plus(PATIENCE);
        while (readiness() != 200) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                fail("The application is not ready; see " + log);
            }
            pause(Duration.ofMillis(50));
        }
        return this;
    }

    /** The status of its readiness; 0 without an answer. */
    int readiness() {
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(address.resolve("q/health/ready"))
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Ends it as a power cut would: SIGKILL. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** Ends it as one does: SIGTERM. */
    void stop() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                fail("The application does not end; see " + log);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** What it has said. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
