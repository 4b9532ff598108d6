package io.quittance.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.testing.Api;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which tokens the server itself takes; where an authorizer stands before it, that one decides. */
@QuarkusTest
class TokenTest {

    private final Api api = Api.newTenant();

    private JwtClaimsBuilder token() {
        return Jwt.subject("somebody")
                .groups("agent")
                .claim("tenant", api.tenant())
                .issuer("https://quittance.example")
                .audience("quittance");
    }

    private static void refuses(String token) {
        given().auth()
                .oauth2(token)
                .body("{}")
                .post("/list-accounts")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("reason", is("UNAUTHENTICATED"));
    }

    @Test
    void refusesTokensOfOthersAndOfYesterday() {
        given().auth()
                .oauth2(token().expiresIn(Duration.ofHours(1)).sign())
                .body("{}")
                .post("/list-accounts")
                .then()
                .statusCode(200);
        refuses(token().issuer("https://elsewhere.example")
                .expiresIn(Duration.ofHours(1))
                .sign());
        refuses(token().audience("another").expiresIn(Duration.ofHours(1)).sign());
        refuses(token().expiresAt(1_600_000_000L).sign());
        refuses(api.token() + "x");
    }

    /** Signed with a secret of the caller's, as if it were a key: only RS256 is taken. */
    @Test
    void refusesTokensThatAreSignedByASecret() {
        refuses(token().expiresIn(Duration.ofHours(1)).signWithSecret("a-secret-of-at-least-32-characters!"));
    }
}
