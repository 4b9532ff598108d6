package io.quittance.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The embedded PostgreSQL through every way in which a process begins and ends. */
class EmbeddedDatabaseIT {

    private static final String RECORDS = """
            {"policy":{"termsVersion":"v1","termsText":"Gone is gone.","contactLine":"Call us."},
             "accounts":[{"id":"harbor","name":"Harbor","currency":"USD","timeZone":"UTC"}]}""";

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
    void keepsItsDataWhenItEnds() {
        RunningJar first = laptop.startKept();
        importRecords(first);
        mustEndWithItsServer(first);
        RunningJar second = laptop.startKept();
        assertEquals(List.of("harbor"), accounts());
        mustKeepWhatItHasSaid();
        mustEndWithItsServer(second);
    }

    private void mustEndWithItsServer(RunningJar jar) {
        ProcessHandle server = laptop.kept().process().orElseThrow();
        jar.stop();
        assertFalse(server.isAlive());
        assertFalse(Files.exists(laptop.kept().postmaster()));
    }

    private void mustKeepWhatItHasSaid() {
        assertTrue(setting("server_version").startsWith("18."));
        assertEquals("on", setting("fsync"));
        assertEquals("on", setting("synchronous_commit"));
        assertEquals("on", setting("full_page_writes"));
    }

    @Test
    void adoptsTheServerOfAKilledProcess() {
        RunningJar killed = laptop.startKept();
        importRecords(killed);
        mustConnectAsARoleBehindTheWalls();
        long server = laptop.kept().pid();
        killed.kill();
        assertEquals(server, laptop.kept().pid());

        RunningJar next = laptop.startKept();
        assertEquals(server, laptop.kept().pid());
        assertEquals(List.of("harbor"), accounts());
        mustEndWithItsServer(next);
    }

    private void mustConnectAsARoleBehindTheWalls() {
        assertEquals(
                List.of("quittance", "quittance_owner"),
                laptop.kept()
                        .texts("select rolname from pg_roles where rolname like 'quittance%' and not rolsuper"
                                + " and not rolbypassrls and not rolcreaterole and not rolcreatedb order by 1"));
        assertEquals(List.of(), laptop.kept().texts("select tablename from pg_tables where tableowner = 'quittance'"));
        assertEquals(
                List.of("quittance"),
                laptop.kept()
                        .texts("select distinct usename from pg_stat_activity where datname = 'quittance'"
                                + " and pid <> pg_backend_pid()"));
    }

    @Test
    void startsWhereTheNumberOfAKilledServerBelongsToAnotherProcess() throws IOException {
        RunningJar killed = laptop.startKept();
        importRecords(killed);
        killed.kill();
        laptop.kept().kill();
        Path postmaster = laptop.kept().postmaster();
        List<String> lines = Files.readAllLines(postmaster);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(postmaster, lines);

        RunningJar next = laptop.startKept();
        assertEquals(List.of("harbor"), accounts());
        mustEndWithItsServer(next);
    }

    @Test
    void beginsAnewWhereItsDataWasNeverFinished() throws IOException {
        // As initdb leaves it that was killed: enough to be taken for a database, too little to be one.
        Path data = laptop.kept().postmaster().resolveSibling("postgresql.conf");
        Files.createDirectories(data.getParent());
        Files.writeString(data, "");
        RunningJar jar = laptop.startKept();
        importRecords(jar);
        mustEndWithItsServer(jar);
    }

    @Test
    void removesWhatAKilledProcessLeftBehindAndLeavesOthersAlone() throws IOException {
        RunningJar killed = laptop.start(Map.of());
        RunningJar living = laptop.start(Map.of());
        killed.awaitReady();
        living.awaitReady();
        EmbeddedServer orphan = laptop.passing(killed);
        EmbeddedServer other = laptop.passing(living);
        ProcessHandle orphanProcess = orphan.process().orElseThrow();
        long otherProcess = other.pid();
        killed.kill();
        assertTrue(orphanProcess.isAlive());

        RunningJar next = laptop.start(Map.of()).awaitReady();
        assertFalse(orphanProcess.isAlive());
        assertFalse(Files.exists(orphan.directory()));
        assertEquals(otherProcess, other.pid());
        assertEquals(200, living.readiness());
        assertNotEquals(otherProcess, laptop.passing(next).pid());

        living.stop();
        next.stop();
        try (Stream<Path> left = Files.list(laptop.passing())) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void startsNoneWhereAnotherDatabaseIsConfigured() {
        RunningJar first = laptop.startKept();
        importRecords(first);
        RunningJar second = laptop.start(Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL", laptop.kept().url(), "QUARKUS_DATASOURCE_USERNAME", "quittance"))
                .awaitReady();
        assertTrue(ask(second, "list-accounts").contains("\"harbor\""));
        assertFalse(Files.exists(laptop.passing()));
        second.stop();
        assertTrue(laptop.kept().isRunning());
        assertEquals(200, first.readiness());
    }

    private static void importRecords(RunningJar jar) {
        try (var clients = new Clients(jar)) {
            assertTrue(clients.send("import-records", RECORDS).isCarriedOut());
        }
    }

    private static String ask(RunningJar jar, String function) {
        try (var clients = new Clients(jar)) {
            return clients.send(function, "{}").body();
        }
    }

    private List<String> accounts() {
        return laptop.kept().texts("select id from account where tenant_id = ?", Clients.TENANT);
    }

    private String setting(String name) {
        return laptop.kept().texts("show " + name).get(0);
    }
}
