package io.quittance.knative;

import static io.restassured.RestAssured.given;

import io.quittance.binding.Database;
import io.quittance.binding.RunningPackage;
import io.quittance.contract.HttpAnswer;
import io.quittance.contract.HttpBinding;
import io.quittance.contract.HttpCall;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The jar as a service that Knative runs; its functions are called at their own paths. */
record KnativeService(RunningPackage running, Database database) implements HttpBinding, AutoCloseable {

    /** Starts it, with the schema, and waits until its readiness probe says so. */
    static KnativeService start(Database database, Map<String, String> more) throws IOException {
        int port = RunningPackage.freePort();
        var environment = new HashMap<>(database.environment());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("MP_JWT_VERIFY_PUBLICKEY", Tokens.publicKey());
        environment.putAll(more);
        return new KnativeService(
                RunningPackage.start(
                        port,
                        environment,
                        "/q/health/ready",
                        List.of("-XX:TieredStopAtLevel=1", "-jar", System.getProperty("quittance.knative"))),
                database);
    }

    @Override
    public HttpAnswer send(HttpCall call) {
        RequestSpecification request = given().urlEncodingEnabled(false)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .defaultContentCharset("UTF-8")
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/octet-stream", ContentType.TEXT)
                                .encodeContentTypeAs("application/cloudevents+json", ContentType.TEXT)
                                .encodeContentTypeAs("application/cloudevents-batch+json", ContentType.TEXT)))
                .headers(call.headers());
        if (call.claims() != null) {
            request = request.auth().oauth2(Tokens.of(call.claims()));
        }
        if (call.body() != null) {
            request = request.body(call.body());
        }
        Response response = request.request(call.method(), running.address() + call.path());
        return new HttpAnswer(
                response.statusCode(),
                response.headers().asList().stream()
                        .collect(
                                Collectors.toMap(Header::getName, Header::getValue, (one, other) -> one + "," + other)),
                response.asString());
    }

    @Override
    public void write(String sql, Object... parameters) {
        database.write(sql, parameters);
    }

    @Override
    public void close() throws IOException {
        running.close();
        database.close();
    }
}
