package io.quittance.edge;

import static io.restassured.RestAssured.given;

import io.quarkus.arc.Arc;
import io.quittance.contract.HttpAnswer;
import io.quittance.contract.HttpBinding;
import io.quittance.contract.HttpCall;
import io.quittance.testing.Books;
import io.quittance.testing.Tokens;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.stream.Collectors;

/** The server that answers HTTP itself, on laptops and in containers: it verifies tokens, so callers send signed ones. */
final class ServerBinding implements HttpBinding {

    @Override
    public HttpAnswer send(HttpCall call) {
        RequestSpecification request = given().urlEncodingEnabled(false)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .defaultContentCharset("UTF-8")
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/octet-stream", io.restassured.http.ContentType.TEXT)))
                .headers(call.headers());
        if (call.claims() != null) {
            request = request.auth().oauth2(Tokens.of(call.claims()));
        }
        if (call.body() != null) {
            request = request.body(call.body());
        }
        Response response = request.request(call.method(), call.path());
        return new HttpAnswer(
                response.statusCode(),
                response.headers().asList().stream()
                        .collect(
                                Collectors.toMap(Header::getName, Header::getValue, (one, other) -> one + "," + other)),
                response.asString());
    }

    @Override
    public void write(String sql, Object... parameters) {
        Arc.container().instance(Books.class).get().write(sql, parameters);
    }
}
