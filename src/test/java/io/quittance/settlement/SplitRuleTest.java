package io.quittance.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.contract.LongForm;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitRuleTest {

    private static final int TRIES = LongForm.Size.of(30_000, 300_000);
    private static final long MAX = Long.MAX_VALUE;

    @Test
    void splitsInProportion() {
        assertEquals(List.of(1L, 2L, 3L), Split.of(6, List.of(1L, 2L, 3L)));
        assertEquals(List.of(50L, 50L), Split.of(100, List.of(7L, 7L)));
    }

    @Test
    void givesWhatIsLeftToThePartThatLostMost() {
        // 10 × 1/6, 2/6, 3/6 is 1.67, 3.33, 5: the first lost most.
        assertEquals(List.of(2L, 3L, 5L), Split.of(10, List.of(1L, 2L, 3L)));
        assertEquals(List.of(5L, 3L, 2L), Split.of(10, List.of(3L, 2L, 1L)));
    }

    @Test
    void givesItToTheEarlierOfPartsThatLostTheSame() {
        assertEquals(List.of(34L, 33L, 33L), Split.of(100, List.of(1L, 1L, 1L)));
        assertEquals(List.of(34L, 34L, 33L), Split.of(101, List.of(1L, 1L, 1L)));
        assertEquals(List.of(1L, 0L), Split.of(1, List.of(5L, 5L)));
    }

    @Test
    void givesEveryPartItsWeightWhereTheAmountIsTheirSum() {
        assertEquals(List.of(1250L, 0L, 7900L), Split.of(9150, List.of(1250L, 0L, 7900L)));
    }

    @Test
    void splitsNothingIntoNothing() {
        assertEquals(List.of(0L, 0L), Split.of(0, List.of(3L, 4L)));
        assertEquals(List.of(0L, 0L), Split.of(0, List.of(0L, 0L)));
        assertEquals(List.of(), Split.of(0, List.of()));
    }

    @Test
    void doesNotOverflow() {
        assertEquals(List.of(MAX), Split.of(MAX, List.of(1L)));
        assertEquals(List.of(MAX, 0L), Split.of(MAX, List.of(MAX, 0L)));
        // 2^63 - 1 is a multiple of 7.
        assertEquals(Collections.nCopies(7, MAX / 7), Split.of(MAX, Collections.nCopies(7, MAX)));
        // It is odd; the earlier half is the larger one.
        assertEquals(List.of(MAX / 2 + 1, MAX / 2), Split.of(MAX, List.of(MAX, MAX)));
        assertEquals(List.of(1L, 0L, 0L), Split.of(1, List.of(MAX, MAX, MAX)));
    }

    @Test
    void refusesWhatCannotBeSplit() {
        assertThrows(IllegalArgumentException.class, () -> Split.of(-1, List.of(1L)));
        assertThrows(IllegalArgumentException.class, () -> Split.of(1, List.of(2L, -1L)));
        assertThrows(IllegalArgumentException.class, () -> Split.of(0, List.of(-1L, 1L)));
        assertThrows(IllegalArgumentException.class, () -> Split.of(1, List.of(0L, 0L)));
        assertThrows(IllegalArgumentException.class, () -> Split.of(1, List.of()));
    }

    @Test
    void splitsOverALongList() {
        var weights = new ArrayList<Long>();
        for (long i = 0; i < LongForm.Size.of(20_000, 200_000); i++) {
            weights.add(1 + i % 2);
        }
        // 100,001 minor units are left after rounding down, one for every other part and one more.
        List<Long> parts = Split.of(200_001, weights);
        assertEquals(200_001, parts.stream().mapToLong(part -> part).sum());
    }

    /** The seed is fixed, so that a failure is the same for everybody. */
    @Test
    void addsUpAndPassesNoWeight() {
        var random = new Random(20260610);
        for (int i = 0; i < TRIES; i++) {
            List<Long> weights = weights(random);
            BigInteger total = sum(weights);
            long most = total.min(BigInteger.valueOf(MAX)).longValueExact();
            long amount = random.nextInt(8) == 0 ? most : number(random, most);
            List<Long> parts = Split.of(amount, weights);
            holds(amount, weights, total, parts);
            for (int p = 0; p < parts.size(); p++) {
                assertTrue(parts.get(p) <= weights.get(p), () -> amount + " over " + weights + ": " + parts);
            }
        }
    }

    @Test
    void addsUpBeyondTheSumOfTheWeights() {
        var random = new Random(20260611);
        for (int i = 0; i < TRIES; i++) {
            List<Long> weights = weights(random);
            BigInteger total = sum(weights);
            if (total.signum() > 0) {
                long amount = number(random, MAX);
                holds(amount, weights, total, Split.of(amount, weights));
            }
        }
    }

    /** What holds of every split: exact, at most one minor unit from the exact share, earlier ones first among equals. */
    private static void holds(long amount, List<Long> weights, BigInteger total, List<Long> parts) {
        assertEquals(weights.size(), parts.size());
        assertEquals(BigInteger.valueOf(amount), sum(parts), () -> amount + " over " + weights + ": " + parts);
        for (int p = 0; p < parts.size(); p++) {
            BigInteger[] exact = amount == 0
                    ? new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO}
                    : BigInteger.valueOf(amount)
                            .multiply(BigInteger.valueOf(weights.get(p)))
                            .divideAndRemainder(total);
            long down = exact[0].longValueExact();
            long up = exact[1].signum() == 0 ? down : down + 1;
            long part = parts.get(p);
            assertTrue(down <= part && part <= up, () -> amount + " over " + weights + ": " + parts);
            if (p > 0 && weights.get(p).equals(weights.get(p - 1))) {
                assertTrue(parts.get(p - 1) >= part, () -> amount + " over " + weights + ": " + parts);
            }
        }
    }

    /** Up to eight, some of them nothing, some equal, some as large as they can be. */
    private static List<Long> weights(Random random) {
        long scale =
                switch (random.nextInt(4)) {
                    case 0 -> 3;
                    case 1 -> 1_000;
                    case 2 -> 10_000_000;
                    default -> MAX;
                };
        var weights = new ArrayList<Long>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            weights.add(
                    switch (random.nextInt(6)) {
                        case 0 -> 0L;
                        case 1 -> scale;
                        case 2 -> weights.isEmpty() ? scale : weights.get(weights.size() - 1);
                        default -> number(random, scale);
                    });
        }
        return weights;
    }

    /** From 0 to and with the most. */
    private static long number(Random random, long most) {
        return most == MAX ? random.nextLong() & MAX : random.nextLong(most + 1);
    }

    private static BigInteger sum(List<Long> numbers) {
        return numbers.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
