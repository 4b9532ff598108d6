package io.quittance.local;

import static io.quittance.contract.Body.json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What goes on besides: items are canceled and lists asked for, of accounts whose invoices are being canceled. */
final class OtherCommands implements AutoCloseable {

    private final TenantClient client;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<Long> commands = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> questions = Collections.synchronizedList(new ArrayList<>());
    private final Future<?> working;
    private volatile boolean going = true;

    OtherCommands(TenantClient client) {
        this.client = client;
        this.working = thread.submit(this::work);
    }

    private void work() {
        for (int i = 0; going || i < 5; i++) {
            // A new item each, so that every command ends one.
            String account = "account-%09d".formatted(i % 100);
            String currency = i % 100 % 3 == 0 ? "EUR" : "USD";
            client.ask("import-records", """
                    {"billingItems":[{"id":"mine-%1$d","accountId":"%2$s","name":"Mine",
                     "price":{"amount":"5.00","currency":"%3$s"},"anchorOn":"2026-01-15"}]}""".formatted(i, account, currency));
            commands.add(taken(
                    "cancel-billing-item",
                    "{\"billingItemId\":\"mine-%d\",\"timing\":\"IMMEDIATE\",\"acknowledged\":true,".formatted(i)
                            + "\"termsVersion\":\"v1\",\"reason\":{\"code\":\"NO_LONGER_NEEDED\"}}"));
            questions.add(taken("list-invoices", json("accountId", account)));
            RunningJar.pause(Duration.ofMillis(50));
        }
    }

    private long taken(String function, String body) {
        long begun = System.nanoTime();
        client.ask(function, body);
        return (System.nanoTime() - begun) / 1_000_000;
    }

    /** Ends when the last one is answered, all with success. */
    void finish() {
        going = false;
        try {
            working.get();
        } catch (InterruptedException e) {
            throw RunningJar.interrupted(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Override
    public void close() {
        going = false;
        thread.shutdownNow();
    }

    @Override
    public String toString() {
        return "cancel-billing-item " + latencies(commands) + "; list-invoices " + latencies(questions);
    }

    private static String latencies(List<Long> taken) {
        List<Long> sorted = taken.stream().sorted().toList();
        return "%d calls, median %d ms, 99 %% below %d ms, longest %d ms"
                .formatted(
                        sorted.size(),
                        sorted.get(sorted.size() / 2),
                        sorted.get(sorted.size() * 99 / 100),
                        sorted.get(sorted.size() - 1));
    }
}
