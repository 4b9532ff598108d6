package io.quittance.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What callers are told while the database cannot serve them; {@link CrashIT} has it killed. */
class OutageIT {

    private Laptop laptop;

    @BeforeEach
    void begin(TestInfo test) {
        laptop = Laptop.of(test);
    }

    @AfterEach
    void end() {
        laptop.close();
    }

    @Test
    void answersUnavailableWhileNoConnectionIsFree() throws Exception {
        RunningJar jar = laptop.start(Map.of(
                        "QUITTANCE_EMBEDDED_POSTGRESQL_DIRECTORY",
                        laptop.kept().directory().toString(),
                        "QUITTANCE_LOCK_TIMEOUT",
                        "100s",
                        "QUARKUS_DATASOURCE_JDBC_MAX_SIZE",
                        "1",
                        "QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT",
                        "1"))
                .awaitReady();
        try (var clients = new Clients(jar);
                Connection books = DriverManager.getConnection(laptop.kept().url(), "postgres", "")) {
            clients.send("import-records", CrashIT.records());
            books.setAutoCommit(false);
            books.createStatement().execute("select id from account for update");
            var waiting = CompletableFuture.supplyAsync(
                    () -> clients.send("cancel-billing-item", Clients.cancel("item-0", "IMMEDIATE")));
            awaitLock();
            mustBeUnavailable(clients.sendOnce("cancel-billing-item", Clients.cancel("item-1", "IMMEDIATE")));
            books.rollback();
            assertTrue(waiting.get().isCarriedOut());
            assertEquals(200, clients.sendOnce("list-accounts", "{}").statusCode());
        }
    }

    private void awaitLock() {
        while (laptop.kept()
                .texts("select pid from pg_stat_activity where usename = 'quittance' and wait_event_type = 'Lock'")
                .isEmpty()) {
            RunningJar.pause(Duration.ofMillis(50));
        }
    }

    /** 503 in the form of every problem, with the time after which to ask again. */
    static void mustBeUnavailable(HttpResponse<String> response) {
        assertEquals(503, response.statusCode(), response::body);
        assertEquals(List.of("application/problem+json"), response.headers().allValues("Content-Type"), response::body);
        assertEquals(List.of("2"), response.headers().allValues("Retry-After"), response::body);
        assertTrue(response.body().contains("\"reason\":\"UNAVAILABLE\""), response::body);
    }
}
