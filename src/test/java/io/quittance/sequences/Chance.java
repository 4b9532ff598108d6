package io.quittance.sequences;

import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What a seed decides. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** From 0 on, below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From one to the other, both included. */
    long between(long from, long to) {
        return random.nextLong(from, to + 1);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** One of some, of which there is at least one. */
    <T> T of(Collection<T> some) {
        return List.copyOf(some).get(random.nextInt(some.size()));
    }

    @SafeVarargs
    final <T> T of(T... some) {
        return some[random.nextInt(some.length)];
    }

    /** One of some, if there are any. */
    <T> @Nullable T ofAny(Collection<T> some) {
        return some.isEmpty() ? null : of(some);
    }
}
