package io.quittance.sequences;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sequence that can be played again: the seed of its world, and those of its steps that are played.
 *
 * <p>Each step draws by a seed of its own, so that the others stay what they are when one is left out.
 */
record Sequence(long seed, List<Integer> steps) {

    private static final int MOST_STEPS = 16;

    static Sequence of(long seed) {
        return new Sequence(
                seed,
                IntStream.range(0, 4 + new SplittableRandom(seed).nextInt(MOST_STEPS - 3))
                        .boxed()
                        .toList());
    }

    /** As {@link #toString} writes it; without steps all of them. */
    static Sequence parse(String text) {
        String[] parts = text.split(":", 2);
        long seed = Long.parseLong(parts[0]);
        return parts.length == 1
                ? of(seed)
                : new Sequence(
                        seed,
                        Arrays.stream(parts[1].split(","))
                                .filter(step -> !step.isEmpty())
                                .map(Integer::valueOf)
                                .toList());
    }

    long seedOf(int step) {
        return new SplittableRandom(seed + 1_000_003L * (step + 1)).nextLong();
    }

    /** The same up to a step. */
    Sequence upTo(int position) {
        return new Sequence(seed, List.copyOf(steps.subList(0, position + 1)));
    }

    /** The same without one. */
    Sequence without(int position) {
        var fewer = new ArrayList<>(steps);
        fewer.remove(position);
        return new Sequence(seed, List.copyOf(fewer));
    }

    @Override
    public String toString() {
        return seed + ":" + steps.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
