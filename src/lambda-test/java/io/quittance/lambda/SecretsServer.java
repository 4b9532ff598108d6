package io.quittance.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** As much of Secrets Manager as the functions ask for: the value of a secret, which each asks for by its whole ARN. */
final class SecretsServer implements AutoCloseable {

    private static final String ASKED = "secretsmanager.GetSecretValue";

    private final HttpServer server;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Map<String, Integer> reads = new ConcurrentHashMap<>();

    SecretsServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    /** What a function needs to find it, and to sign what it asks. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "AWS_ACCESS_KEY_ID",
                "x",
                "AWS_SECRET_ACCESS_KEY",
                "x");
    }

    static String arn(String name) {
        return "arn:aws:secretsmanager:eu-central-1:000000000000:secret:" + name + "-a1B2c3";
    }

    void keep(String name, String text) {
        secrets.put(arn(name), text);
    }

    /** Nobody may read it any more. */
    void withhold(String name) {
        secrets.remove(arn(name));
    }

    int readsOf(String name) {
        return reads.getOrDefault(arn(name), 0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonNode request = Lambda.JSON.readTree(exchange.getRequestBody());
        String arn = request.path("SecretId").asText();
        boolean isAsked = ASKED.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                && String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                        .contains("/eu-central-1/secretsmanager/");
        String text = isAsked ? secrets.get(arn) : null;
        if (text == null) {
            answer(exchange, 400, Map.of("__type", "AccessDeniedException", "Message", "Not allowed: " + arn));
            return;
        }
        reads.merge(arn, 1, Integer::sum);
        answer(exchange, 200, Map.of("ARN", arn, "SecretString", text));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, String> answer) throws IOException {
        byte[] json = Lambda.JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
