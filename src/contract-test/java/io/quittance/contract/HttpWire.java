package io.quittance.contract;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Calls over a real connection, as they are: nothing is added to a header or a path. */
public final class HttpWire {

    private HttpWire() {}

    /**
     * Sends a call to a server.
     *
     * @param address of the server; empty for the one that runs in the test
     * @param token makes a signed token of claims
     */
    public static HttpAnswer send(HttpCall call, String address, Function<Map<String, Object>, String> token) {
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
            request = request.auth().oauth2(token.apply(call.claims()));
        }
        if (call.body() != null) {
            request = request.body(call.body());
        }
        Response response = request.request(call.method(), address + call.path());
        return new HttpAnswer(
                response.statusCode(),
                response.headers().asList().stream()
                        .collect(
                                Collectors.toMap(Header::getName, Header::getValue, (one, other) -> one + "," + other)),
                response.asString());
    }
}
