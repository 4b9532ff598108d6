package io.quittance.lambda;

import static io.quittance.lambda.AwsEvents.claims;
import static io.quittance.lambda.AwsEvents.http;

import io.quittance.binding.Database;
import io.quittance.lambda.Lambda.Form;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.Driver;

/** The ways in which a function is started, and a command for each start. */
final class ColdStarts {

    /** What Lambda's own runtime gives to a function without SnapStart. */
    private static final List<String> MANAGED = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final boolean HAS_CACHES = Runtime.version().feature() >= 25;
    private static final Path TARGET =
            Path.of(System.getProperty("quittance.zip")).toAbsolutePath().getParent();
    private static final String BARE = BareHandler.class.getName() + "::handleRequest";

    private final Map<String, String> environment;
    private int commands;

    ColdStarts(Database database) throws IOException {
        environment = new HashMap<>(database.environment());
        var importing = new HashMap<>(environment);
        importing.put("QUITTANCE_FUNCTIONS", "import-records");
        try (Lambda lambda = Lambda.start(Lambda.HTTP, importing)) {
            lambda.call(http(
                    "POST", "/import-records", claims("billing-admin"), Map.of("idempotency-key", "items"), records()));
        }
        environment.put("QUITTANCE_FUNCTIONS", "cancel-billing-item");
    }

    private static String records() {
        var items = new ArrayList<String>();
        for (int i = 0; i < 1000; i++) {
            items.add("""
                    {"id":"i-%d","accountId":"a","name":"Item","anchorOn":"2026-01-31","price":{"amount":"5.00","currency":"EUR"}}""".formatted(i));
        }
        return """
                {"policy":{"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Ask."},
                 "accounts":[{"id":"a","name":"A","currency":"EUR","timeZone":"Europe/Paris"}],
                 "billingItems":[%s]}""".formatted(String.join(",", items));
    }

    /** The cancellation of an item that no other start has ended. */
    String command() {
        commands++;
        return http(
                "POST",
                "/cancel-billing-item",
                claims("agent"),
                Map.of("idempotency-key", "k-" + commands),
                """
                {"billingItemId":"i-%d","acknowledged":true,"termsVersion":"v1","reason":{"code":"NO_LONGER_NEEDED"}}""".formatted(commands));
    }

    /** One way to start. */
    record Start(String name, Form form, String handler, Map<String, String> environment) {

        Lambda begin() throws IOException {
            return Lambda.start(form, handler, environment);
        }
    }

    List<Start> all() throws IOException, InterruptedException {
        var all = new ArrayList<Start>();
        Form bare = bare();
        all.add(start("bare handler", bare, BARE));
        all.add(start("bare handler, C1", with(MANAGED, bare), BARE));
        Form zip = new Form(List.of(), Lambda.client(), Lambda.FOLDER);
        all.add(start("function.zip as it is", zip, Lambda.HTTP));
        all.add(start("function.zip, C1", with(MANAGED, zip), Lambda.HTTP));
        Form container = Lambda.container();
        all.add(inContainer("container", container));
        if (HAS_CACHES) {
            all.add(start(
                    "bare handler, C1, AOT cache",
                    trained(with(MANAGED, bare), BARE, TARGET.resolve("bare.aot")),
                    BARE));
            all.add(inContainer(
                    "container, AOT cache",
                    trained(container, Lambda.HTTP, container.folder().resolve("function.aot"))));
        }
        return all;
    }

    private Start start(String name, Form form, String handler) {
        return new Start(name, form, handler, environment);
    }

    /** With what the image sets in the environment. */
    private Start inContainer(String name, Form form) throws IOException {
        var more = new HashMap<>(environment);
        try (Stream<String> lines = Files.lines(Path.of("src/lambda/container/Dockerfile"))) {
            lines.filter(line -> line.startsWith("ENV "))
                    .map(line -> line.substring("ENV ".length()).split("=", 2))
                    .forEach(setting -> more.put(setting[0], setting[1]));
        }
        return new Start(name, form, Lambda.HTTP, more);
    }

    /** A start whose snapshot is asked for. */
    Lambda snapshot() throws IOException {
        var more = new HashMap<>(environment);
        more.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        return Lambda.start(Lambda.HTTP, more);
    }

    private static Form with(List<String> options, Form form) {
        var all = new ArrayList<>(form.options());
        all.addAll(options);
        return new Form(all, form.classPath(), form.folder());
    }

    private static Form bare() throws IOException {
        Path jar = TARGET.resolve("bare.jar");
        String name = BareHandler.class.getName().replace('.', '/') + ".class";
        try (InputStream compiled = Objects.requireNonNull(
                        BareHandler.class.getClassLoader().getResourceAsStream(name));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(name));
            compiled.transferTo(out);
            out.closeEntry();
        }
        return new Form(
                List.of(),
                String.join(File.pathSeparator, jar.toString(), Lambda.jarOf(Driver.class), Lambda.client()),
                TARGET);
    }

    /** The same with a cache of what two calls have loaded and linked. */
    private Form trained(Form form, String handler, Path cache) throws IOException, InterruptedException {
        Files.deleteIfExists(cache);
        try (Lambda training = start("training", with(List.of("-XX:AOTCacheOutput=" + cache), form), handler)
                .begin()) {
            training.call(command());
            training.call(command());
            training.end();
        }
        if (!Files.exists(cache)) {
            throw new IllegalStateException("No cache was written");
        }
        return with(List.of("-XX:AOTCache=" + cache), form);
    }
}
