package io.quittance.local;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.test.junit.QuarkusTest;
import io.quittance.testing.Books;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The probes of a container: it lives as long as it runs, and is ready as long as it reaches its database. */
@QuarkusTest
class HealthTest {

    @Inject
    Books books;

    @Inject
    AgroalDataSource pool;

    @Test
    void isReadyWhileTheDatabaseLetsItInAndLivesAllTheSame() {
        answers("ready", 200, "UP");
        answers("live", 200, "UP");
        books.write("alter role quittance nologin");
        try {
            pool.flush(FlushMode.ALL);
            answers("ready", 503, "DOWN");
            answers("live", 200, "UP");
        } finally {
            books.write("alter role quittance login");
        }
        answers("ready", 200, "UP");
    }

    private static void answers(String probe, int status, String said) {
        List<Map<String, String>> checks =
                probe.equals("ready") ? List.of(Map.of("name", "database", "status", said)) : List.of();
        given().get("/q/health/" + probe)
                .then()
                .statusCode(status)
                .body("status", is(said))
                // Of hosts, roles and messages, nothing that the world need know.
                .body(not(containsString("quittance")))
                .body("checks", is(checks));
    }
}
