package io.quittance.sequences;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.testing.Books;
import io.quittance.testing.MovingClock;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent in whatever order, at whatever time: the books stand as a model of them says that does not know the
 * code, and each command is refused or accepted as the model says.
 *
 * <p>Every build plays some sequences, others each time. {@code -Dquittance.sequences=50000} plays more;
 * {@code -Dquittance.sequence=seed:steps}, as a failure tells it, plays one again.
 */
@QuarkusTest
class RandomSequencesTest {

    private static final Logger LOG = Logger.getLogger(RandomSequencesTest.class);
    private static final int THREADS = 4;

    /** After so many it is enough. */
    private static final int MOST_FAILURES = 3;

    @Inject
    Calls calls;

    @Inject
    MovingClock clock;

    @Inject
    Books rows;

    private final Tally tally = new Tally();

    @Test
    void standsAsTheModelSays() throws InterruptedException, ExecutionException {
        String again = System.getProperty("quittance.sequence");
        if (again != null) {
            withBooks(books -> {
                Failure failure = play(Sequence.parse(again), books);
                if (failure != null) {
                    fail(failure.told());
                }
            });
            return;
        }
        int count = Integer.getInteger("quittance.sequences", 1500);
        long first = Long.getLong("quittance.seed", System.nanoTime());
        LOG.infof("%d sequences from seed %d on", count, first);
        long begun = System.nanoTime();
        var next = new AtomicLong();
        var failed = new ConcurrentLinkedQueue<Sequence>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        var workers = new ArrayList<Future<?>>();
        for (int i = 0; i < THREADS; i++) {
            workers.add(threads.submit(() -> withBooks(books -> {
                for (long n = next.getAndIncrement();
                        n < count && failed.size() < MOST_FAILURES;
                        n = next.getAndIncrement()) {
                    Sequence sequence = Sequence.of(first + n);
                    if (play(sequence, books) != null) {
                        failed.add(sequence);
                    }
                }
            })));
        }
        for (Future<?> worker : workers) {
            worker.get();
        }
        threads.shutdown();
        LOG.infof("%d sequences in %d s: %s", count, (System.nanoTime() - begun) / 1_000_000_000, tally);
        var told = new StringBuilder();
        withBooks(books -> failed.forEach(sequence -> told.append(shortest(sequence, books))));
        if (!failed.isEmpty()) {
            fail(told.toString());
        }
    }

    /** What went wrong at which step. */
    private record Failure(Sequence sequence, int position, String told) {}

    private @Nullable Failure play(Sequence sequence, WrittenBooks books) {
        Play play = null;
        int position = -1;
        try {
            play = new Play(calls, clock, books, tally, sequence.seed());
            for (position = 0; position < sequence.steps().size(); position++) {
                play.step(sequence.seedOf(sequence.steps().get(position)));
            }
            play.end();
            return null;
        } catch (AssertionError | RuntimeException failure) {
            return new Failure(
                    sequence,
                    Math.min(position, sequence.steps().size() - 1),
                    (play == null ? "" : play.told()) + "\n" + reason(failure));
        }
    }

    /** What it says, and where of our own code. */
    private static String reason(Throwable failure) {
        String where = Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.quittance"))
                .limit(12)
                .map(frame -> "\n        at " + frame)
                .collect(Collectors.joining());
        return failure + where + (failure.getCause() == null ? "" : "\n" + reason(failure.getCause()));
    }

    /** Leaves out what is not needed for it to fail. */
    private String shortest(Sequence sequence, WrittenBooks books) {
        Failure failure = play(sequence, books);
        if (failure == null) {
            return "Failed once and not again: " + sequence;
        }
        Failure shortest = failure;
        Sequence shorter = sequence.upTo(Math.max(0, failure.position()));
        List<Sequence> tries = new ArrayList<>(List.of(shorter));
        while (!tries.isEmpty()) {
            Sequence next = tries.remove(0);
            Failure still = play(next, books);
            if (still != null) {
                shortest = still;
                tries.clear();
                for (int i = next.steps().size() - 1; i >= 0; i--) {
                    tries.add(next.without(i));
                }
            }
        }
        return "\n-Dquittance.sequence=" + shortest.sequence() + "\n" + shortest.told();
    }

    /** Something that looks into the books. */
    private interface Looking {
        void with(WrittenBooks books);
    }

    private void withBooks(Looking looking) {
        try (var books = new WrittenBooks(rows.connectAs("postgres"))) {
            looking.with(books);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void plays() {
        assertEquals("7:0,2", Sequence.parse("7:0,2").toString());
    }
}
