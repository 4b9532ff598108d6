package io.quittance.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.binding.Database;
import io.quittance.contract.Harbor;
import io.quittance.contract.HttpCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A start that makes the schema. */
class StartIT {

    /** As when a service scales up while a newer one is rolled out, or is given back its former package. */
    @Test
    void takesASchemaThatIsNewerThanItself() throws Exception {
        var database = new Database();
        database.becomeTomorrows();
        try (KnativeService service = KnativeService.start(database, Map.of())) {
            assertTrue(
                    service.running().log().contains("newer than the latest available migration"),
                    () -> service.running().log());
            assertEquals(
                    200,
                    service.send(new HttpCall(
                                    "POST",
                                    "/import-records",
                                    Map.of("sub", "clerk", "tenant", "t", "groups", List.of("billing-admin")),
                                    Map.of("Content-Type", "application/json", "Idempotency-Key", "k"),
                                    Harbor.RECORDS))
                            .status());
            assertEquals(
                    List.of("1000"),
                    database.texts("select version from flyway_schema_history order by installed_rank desc limit 1"));
        }
    }
}
