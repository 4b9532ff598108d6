package io.quittance.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.call.Role;
import io.quittance.contract.SignedTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Clients of one tenant that send commands about the same things all at once, and that never give up: a command without an
 * answer is repeated under its key until it has one.
 */
final class Clients implements AutoCloseable {

    static final String TENANT = "t-1";

    private static final int MANY = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What may stand in the way of a command of theirs. */
    private static final Set<String> REFUSALS = Set.of(
            "BILLING_ITEM_ALREADY_CANCELED",
            "CANCELLATION_ALREADY_SCHEDULED",
            "ALREADY_EFFECTIVE",
            "SUBSCRIPTION_ALREADY_ENDED",
            "NOTHING_TO_REFUND",
            "REFUND_EXCEEDS_PAYMENT");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token = SignedTokens.of(TENANT, Role.BILLING_ADMIN);
    private final ExecutorService threads = Executors.newFixedThreadPool(MANY);
    private final List<Future<Void>> working = new ArrayList<>();
    private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();
    private final Queue<HttpResponse<String>> outages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();
    private volatile URI address;
    private volatile boolean going;

    Clients(RunningJar jar) {
        address = jar.address();
    }

    /** A command under its key. */
    record Command(String function, String key, String body) {}

    /** A command with its answer. */
    record Answered(Command command, int status, String body) {

        boolean isCarriedOut() {
            return status == 200;
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What one of them does again and again. */
    interface Work {
        void once(Clients clients, Random random);
    }

    /** All begin to work, each by a random sequence of its own. */
    void begin(Work work, long seed) {
        going = true;
        for (int i = 0; i < MANY; i++) {
            var random = new Random(seed + i);
            working.add(threads.submit(() -> {
                while (going) {
                    work.once(this, random);
                }
                return null;
            }));
        }
    }

    /** Each gets its last answer. */
    void finish() {
        going = false;
        working.forEach(Clients::result);
    }

    /** The jar runs somewhere else now. */
    void goTo(RunningJar jar) {
        address = jar.address();
    }

    /** Everything that was answered, in no order. */
    Collection<Answered> answered() {
        return answered;
    }

    /** What was answered instead of an answer: 503. */
    Collection<HttpResponse<String>> outages() {
        return outages;
    }

    /** How many tries had no answer. */
    int unanswered() {
        return unanswered.get();
    }

    /** How many commands had been carried out by a try that had no answer. */
    int settled() {
        return settled.get();
    }

    /** Waits until so many commands more are answered, so that whatever comes now comes under load. */
    void awaitAnswers(int more) {
        int enough = answered.size() + more;
        await("commands are answered", () -> answered.size() >= enough);
    }

    /** Waits until so many calls more were answered by 503. */
    void awaitOutages(int more) {
        int enough = outages.size() + more;
        await("calls are answered by 503", () -> outages.size() >= enough);
    }

    /** Sends one command until it has its answer. */
    Answered send(String function, String body) {
        var command = new Command(function, UUID.randomUUID().toString(), body);
        for (Instant end = Instant.now().plus(PATIENCE); Instant.now().isBefore(end); ) {
            HttpResponse<String> response;
            try {
                response = deliver(command);
            } catch (IOException e) {
                unanswered.incrementAndGet();
                RunningJar.pause(Duration.ofMillis(100));
                continue;
            }
            if (response.statusCode() == 503) {
                outages.add(response);
                RunningJar.pause(Duration.ofMillis(100));
            } else if (!response.body().contains("OPERATION_IN_PROGRESS")) {
                if (isReplayed(response)) {
                    settled.incrementAndGet();
                }
                var answer = new Answered(command, response.statusCode(), response.body());
                if (!answer.isCarriedOut()
                        && !REFUSALS.contains(answer.json().path("reason").asText())) {
                    throw new AssertionError(answer);
                }
                answered.add(answer);
                return answer;
            }
        }
        throw new AssertionError("No answer in " + PATIENCE + ": " + command);
    }

    /** Sends a command or a question once. */
    HttpResponse<String> sendOnce(String function, String body) throws IOException {
        return deliver(new Command(function, UUID.randomUUID().toString(), body));
    }

    /** Sends every command once more; answers those whose second answer is not the first. */
    List<String> sendAgain(Collection<Answered> all) {
        List<Answered> list = List.copyOf(all);
        return inParallel(part -> {
                    var others = new ArrayList<String>();
                    for (int i = part; i < list.size(); i += MANY) {
                        Answered first = list.get(i);
                        HttpResponse<String> second = deliver(first.command());
                        if (!isReplayed(second)
                                || second.statusCode() != first.status()
                                || !second.body().equals(first.body())) {
                            others.add(first + " was " + second.statusCode() + " "
                                    + second.headers().map() + " " + second.body());
                        }
                    }
                    return others;
                })
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    static String cancel(String item, String timing) {
        return """
                {"billingItemId":"%s","timing":"%s","acknowledged":true,"termsVersion":"v1",
                 "reason":{"code":"NO_LONGER_NEEDED"}}""".formatted(item, timing);
    }

    private HttpResponse<String> deliver(Command command) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(address.resolve(command.function()))
                            .timeout(Duration.ofSeconds(60))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", command.key())
                            .POST(HttpRequest.BodyPublishers.ofString(command.body()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw RunningJar.interrupted(e);
        }
    }

    private static boolean isReplayed(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Idempotency-Replayed")
                .filter("true"::equals)
                .isPresent();
    }

    private <T> List<T> inParallel(Part<T> work) {
        IntFunction<Future<T>> begin = part -> threads.submit(() -> work.of(part));
        return IntStream.range(0, MANY).mapToObj(begin).toList().stream()
                .map(Clients::result)
                .toList();
    }

    private interface Part<T> {
        T of(int part) throws IOException;
    }

    private void await(String what, BooleanSupplier reached) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            // One that has stopped tells why.
            working.stream().filter(Future::isDone).forEach(Clients::result);
            if (System.nanoTime() > end) {
                throw new AssertionError("Not enough " + what);
            }
            RunningJar.pause(Duration.ofMillis(10));
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("No answer in " + PATIENCE, e);
        } catch (InterruptedException e) {
            throw RunningJar.interrupted(e);
        }
    }

    @Override
    public void close() {
        going = false;
        threads.shutdownNow();
    }
}
