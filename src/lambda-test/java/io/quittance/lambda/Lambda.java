package io.quittance.lambda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.binding.Database;
import io.quittance.lambda.RuntimeApi.Answer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** One function: the unpacked zip under AWS's own runtime client, in a process of its own. */
final class Lambda implements AutoCloseable {

    static final String HTTP = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";
    static final String EVENTS = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest";
    static final ObjectMapper JSON = new ObjectMapper();

    /** For how many seconds the driver waits for the database; for ever, where it is 0. */
    static final String SOCKET_TIMEOUT = "QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_SOCKETTIMEOUT";

    private static final Path ZIP = Path.of(System.getProperty("quittance.zip"));

    /** Tests run in two processes at a time; each has files of its own, since those of a running function must not change. */
    private static final String PROCESS = System.getProperty("quittance.test-process", "1");

    static final Path FOLDER = ZIP.resolveSibling("function-" + PROCESS);

    private static boolean isUnpacked;
    private static boolean libraryIsUnpacked;

    private final RuntimeApi api;
    private final Process process;
    private final Path log;

    private Lambda(RuntimeApi api, Process process, Path log) {
        this.api = api;
        this.process = process;
        this.log = log;
    }

    /** Unpacks the zip as Lambda does, once, where it can be started. */
    static synchronized void unpack() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "AWS's runtime client runs on Linux");
        if (isUnpacked) {
            return;
        }
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(ZIP))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = FOLDER.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
        }
        isUnpacked = true;
    }

    /** Makes the schema, as the deployment does. */
    static void migrate(Database database) throws IOException {
        migrate(zip(), database);
    }

    static void migrate(Form form, Database database) throws IOException {
        try (Lambda migration = start(form, EVENTS, migrating(database))) {
            migration.call("{}");
        }
    }

    /** The environment of the function that makes the schema: it connects as the owner. */
    static Map<String, String> migrating(Database database) {
        var owners = new HashMap<>(database.environment());
        owners.put("QUARKUS_DATASOURCE_USERNAME", "quittance_owner");
        return migrating(owners);
    }

    /** What the template sets for it, besides how it finds the database and its owner. */
    static Map<String, String> migrating(Map<String, String> owners) {
        var environment = new HashMap<>(owners);
        environment.put("QUARKUS_FUNQY_EXPORT", "migrate-schema");
        // Flyway holds its lock on one, and migrates on the other.
        environment.put("QUARKUS_DATASOURCE_JDBC_MAX_SIZE", "2");
        environment.put(SOCKET_TIMEOUT, "0");
        return environment;
    }

    /** Starts a function as Lambda does, by its handler and its environment. */
    static Lambda start(String handler, Map<String, String> environment) throws IOException {
        return start(zip(), handler, environment);
    }

    /** With the options by which Lambda starts its Java runtimes from 17 on; half the processor time of a start without. */
    private static Form zip() {
        return new Form(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), client(), FOLDER);
    }

    /**
     * How a process is started.
     *
     * @param options of the virtual machine
     * @param classPath with the runtime client on it
     * @param folder where the client looks for what is not on it
     */
    record Form(List<String> options, String classPath, Path folder) {}

    /** As {@code java @java.args} in the folder of a container image. */
    static Form container() throws IOException {
        Path folder = ZIP.resolveSibling("container").toAbsolutePath();
        List<String> arguments = Files.readAllLines(folder.resolve("java.args"));
        int classPath = arguments.indexOf("-cp");
        return new Form(arguments.subList(0, classPath), arguments.get(classPath + 1), folder);
    }

    static Lambda start(Form form, String handler, Map<String, String> environment) throws IOException {
        var api = new RuntimeApi();
        Path log = Files.createTempFile(ZIP.getParent(), "function", ".log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(form.options());
        // Left to itself, each process writes it to one place, under the feet of those that run already.
        command.add("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + library());
        // As Lambda's own runtimes do: what is registered with this library is told of snapshots.
        command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        command.addAll(List.of("-cp", form.classPath(), AWSLambda.class.getName(), handler));
        var builder = new ProcessBuilder(command)
                .directory(form.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", api.address(),
                        "AWS_LAMBDA_FUNCTION_NAME", "function",
                        "AWS_LAMBDA_FUNCTION_VERSION", "1",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                        "AWS_LAMBDA_LOG_GROUP_NAME", "group",
                        "AWS_LAMBDA_LOG_STREAM_NAME", "stream",
                        "AWS_REGION", "eu-central-1",
                        "_HANDLER", handler));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.onExit().thenRun(() -> api.end("The function has ended: " + log));
        return new Lambda(api, process, log);
    }

    /** The runtime client, as a class path. */
    static String client() {
        return Stream.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(Lambda::jarOf)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The native part of the runtime client, for this machine. */
    private static synchronized Path library() throws IOException {
        Path library =
                ZIP.resolveSibling("libaws-lambda-jni-" + PROCESS + ".so").toAbsolutePath();
        if (!libraryIsUnpacked) {
            String libc = Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
                            || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"))
                    ? "linux_musl"
                    : "linux";
            String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
            String name = "/jni/libaws-lambda-jni." + libc + "-" + machine + ".so";
            try (InputStream packed = Objects.requireNonNull(AWSLambda.class.getResourceAsStream(name), name)) {
                Files.copy(packed, library, StandardCopyOption.REPLACE_EXISTING);
            }
            libraryIsUnpacked = true;
        }
        return library;
    }

    Answer invoke(String event) {
        return api.invoke(event);
    }

    RuntimeApi api() {
        return api;
    }

    /** The answer of a call that must not fail. */
    JsonNode call(String event) {
        Answer answer = invoke(event);
        if (answer.failed()) {
            throw new AssertionError(answer.body() + "\n" + log());
        }
        return read(answer.body());
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it in peace, so that it writes what a virtual machine writes when it ends. */
    void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            throw new IllegalStateException("It does not end: " + log());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        api.close();
    }
}
