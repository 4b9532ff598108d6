package io.quittance.lambda;

import io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler;
import io.quarkus.funqy.lambda.FunqyStreamHandler;
import io.quittance.call.Functions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends an event through this function's own handler that changes nothing: a request that lacks everything, or a message that
 * has nothing in it, which is logged as every one that is not carried out: as no error, so no deployment raises an alarm. What is
 * exported by itself is left alone: who calls it means it.
 */
@ApplicationScoped
public class Rehearsal {

    private static final String EMPTY_MESSAGE = """
            {"Records":[{"messageId":"before the snapshot","body":"{}","eventSource":"aws:sqs"}]}""";

    /** A caller whom the authorizer let pass, of a tenant that nobody has. */
    private static final String EMPTY_REQUEST = """
            {"version":"2.0","routeKey":"POST /%1$s","rawPath":"/%1$s","rawQueryString":"","isBase64Encoded":false,
             "headers":{"content-type":"application/json","authorization":"Bearer e30.eyJzdWIiOiItIiwidGVuYW50IjoiLSIsImdyb3VwcyI6WyJhZ2VudCJdfQ.-"},"body":"{}",
             "requestContext":{"stage":"$default",
               "http":{"method":"POST","path":"/%1$s","protocol":"HTTP/1.1","sourceIp":"127.0.0.1"},
               "authorizer":{"jwt":{"claims":{"sub":"-","tenant":"-","groups":"[agent]"}}}}}""";

    private final Functions functions;
    private final Optional<String> handler;
    private final String exported;

    /**
     * @param handler the handler as Lambda names it: a class and its method
     * @param exported the function that the other handler calls
     */
    Rehearsal(
            Functions functions,
            @ConfigProperty(name = "_HANDLER") Optional<String> handler,
            @ConfigProperty(name = "quarkus.funqy.export") String exported) {
        this.functions = functions;
        this.handler = handler;
        this.exported = exported;
    }

    void answer() throws IOException {
        if (handler.orElse("").startsWith(QuarkusStreamHandler.class.getName())) {
            new QuarkusStreamHandler().handleRequest(read(EMPTY_REQUEST.formatted(served())), sink(), null);
        } else if (exported.startsWith("receive-")) {
            new FunqyStreamHandler().handleRequest(read(EMPTY_MESSAGE), sink(), null);
        }
    }

    private String served() {
        return functions.all().stream()
                .map(Functions.Function::name)
                .filter(name -> functions.served(name).isPresent())
                .findFirst()
                .orElse("");
    }

    private static ByteArrayInputStream read(String event) {
        return new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteArrayOutputStream sink() {
        return new ByteArrayOutputStream();
    }
}
