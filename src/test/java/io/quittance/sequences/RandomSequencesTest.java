package io.quittance.sequences;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.LongForm;
import io.quittance.sequences.Player.Failure;
import io.quittance.testing.Books;
import io.quittance.testing.MovingClock;
import io.quittance.testing.PublishedEvents;
import io.quittance.testing.Together;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent in whatever order, at whatever time: each command is accepted or refused as a model says that knows
 * nothing of the code, and afterwards the books stand as it says.
 *
 * <p>Every build plays the same ones, so that it fails for its own changes only. {@code -Dquittance.sequences=50000} plays
 * more, and {@code -Dquittance.seed=…} others; {@code -Dquittance.sequence=…}, as a failure tells it, plays a single one.
 */
@QuarkusTest
class RandomSequencesTest {

    private static final Logger LOG = Logger.getLogger(RandomSequencesTest.class);
    private static final int IN_EVERY_BUILD = LongForm.Size.of(250, 1000);
    private static final int THREADS = 4;

    /** After so many it is enough. */
    private static final int MOST_FAILURES = 3;

    private static final long TOLD_EVERY = 5000;

    @Inject
    Calls calls;

    @Inject
    MovingClock clock;

    @Inject
    Books books;

    private final Tally tally = new Tally();

    @Test
    void standsAsTheModelSays() {
        String one = System.getProperty("quittance.sequence");
        if (one != null) {
            withPlayer(player -> assertNull(player.play(Sequence.parse(one))));
            return;
        }
        int count = Integer.getInteger("quittance.sequences", IN_EVERY_BUILD);
        long first = Long.getLong("quittance.seed", 1);
        LOG.infof("%d sequences from seed %d on", count, first);
        long begun = System.nanoTime();
        var failures = new ConcurrentLinkedQueue<Failure>();
        var played = new AtomicLong();
        Together.times(THREADS, number -> {
            withPlayer(player -> play(player, first, count, played, failures));
            return number;
        });
        LOG.infof("%d sequences in %d s: %s", count, (System.nanoTime() - begun) / 1_000_000_000, tally);
        withPlayer(player ->
                assertEquals(List.of(), failures.stream().map(player::shortest).toList()));
        PublishedEvents.mustBeNamed(books);
    }

    private void play(Player player, long first, int count, AtomicLong played, Queue<Failure> failures) {
        for (long n = played.getAndIncrement(); n < count; n = played.getAndIncrement()) {
            Failure failure = failures.size() < MOST_FAILURES ? player.play(Sequence.of(first + n)) : null;
            if (failure != null) {
                LOG.errorf("Fails at its step %d: -Dquittance.sequence=%s", failure.position(), failure.sequence());
                failures.add(failure);
            }
            if (n > 0 && n % TOLD_EVERY == 0) {
                LOG.infof("%d sequences: %s", n, tally);
            }
        }
    }

    private void withPlayer(Consumer<Player> use) {
        try (var written = new WrittenBooks(books.connectAs("postgres"))) {
            use.accept(new Player(calls, clock, written, tally));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsASequenceSoThatItCanBePlayedAgain() {
        Sequence sequence = Sequence.of(7);
        assertEquals(sequence, Sequence.parse(sequence.toString()));
        assertEquals(sequence, Sequence.parse("7"));
        Sequence shorter = sequence.upTo(2).without(1);
        assertEquals("7:0,2", shorter.toString());
        assertEquals(shorter, Sequence.parse("7:0,2"));
    }
}
