package io.quittance.sequences;

import io.quittance.testing.MovingClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plays sequences, and finds the shortest that fails as one has. */
final class Player {

    private final Calls calls;
    private final MovingClock clock;
    private final WrittenBooks books;
    private final Tally tally;

    Player(Calls calls, MovingClock clock, WrittenBooks books, Tally tally) {
        this.calls = calls;
        this.clock = clock;
        this.books = books;
        this.tally = tally;
    }

    /**
     * A sequence that fails.
     *
     * @param position of the step at which it does
     * @param told what was sent and answered, and what was expected
     */
    record Failure(Sequence sequence, int position, String told) {

        @Override
        public String toString() {
            return "\n-Dquittance.sequence=" + sequence + "\n" + told;
        }
    }

    /** Null where all of it goes as the model says. */
    @Nullable
    Failure play(Sequence sequence) {
        Play play = null;
        int position = 0;
        try {
            play = new Play(calls, clock, books, tally, sequence.seed());
            for (int step : sequence.steps()) {
                play.step(sequence.seedOf(step));
                position++;
            }
            play.end();
            return null;
        } catch (AssertionError | RuntimeException failure) {
            return new Failure(sequence, position, (play == null ? "" : play.told() + "\n") + reason(failure));
        }
    }

    /** Leaves out what is not needed for it to fail, in whatever way. */
    Failure shortest(Failure failure) {
        Failure shortest = failure;
        List<Sequence> shorter = List.of(failure.sequence().upTo(failure.position()));
        while (!shorter.isEmpty()) {
            Failure still = firstOf(shorter);
            shorter = still == null ? List.of() : withoutOne(still.sequence());
            shortest = still == null ? shortest : still;
        }
        return shortest;
    }

    private @Nullable Failure firstOf(List<Sequence> sequences) {
        for (Sequence each : sequences) {
            Failure failure = play(each);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private static List<Sequence> withoutOne(Sequence sequence) {
        var shorter = new ArrayList<Sequence>();
        for (int i = sequence.steps().size() - 1; i >= 0; i--) {
            shorter.add(sequence.without(i));
        }
        return shorter;
    }

    /** What it says, and where in our own code. */
    private static String reason(Throwable failure) {
        String where = Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.quittance"))
                .limit(12)
                .map(frame -> "\n        at " + frame)
                .collect(Collectors.joining());
        return failure + where + (failure.getCause() == null ? "" : "\n" + reason(failure.getCause()));
    }
}
