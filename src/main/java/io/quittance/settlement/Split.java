package io.quittance.settlement;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Splits an amount in proportion to weights, by largest remainders.
 *
 * <p>Every part is rounded down first, and the minor units that are left go to the parts that lost most, the earlier one
 * first where two lost the same. So the parts always add up to the amount, and no part passes its weight as long as the
 * amount does not pass the sum of the weights.
 */
public final class Split {

    private Split() {}

    /**
     * Splits an amount.
     *
     * @param amount minor units, not negative
     * @param weights not negative, with a positive sum unless the amount is 0
     * @return one part a weight, in minor units, in the same order
     */
    public static List<Long> of(long amount, List<Long> weights) {
        var total = weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        if (amount < 0 || weights.stream().anyMatch(weight -> weight < 0) || (amount > 0 && total.signum() == 0)) {
            throw new IllegalArgumentException("Cannot split " + amount + " over " + weights);
        }
        if (amount == 0) {
            return weights.stream().map(weight -> 0L).toList();
        }
        var shares = weights.stream()
                .map(weight -> BigInteger.valueOf(weight)
                        .multiply(BigInteger.valueOf(amount))
                        .divideAndRemainder(total))
                .toList();
        long[] parts =
                shares.stream().mapToLong(share -> share[0].longValueExact()).toArray();
        long left = amount - LongStream.of(parts).sum();
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> shares.get(i)[1]).reversed())
                .limit(left)
                .forEach(i -> parts[i]++);
        return LongStream.of(parts).boxed().toList();
    }

    /**
     * The same where each part has a limit: what is above it goes to the others, the earlier ones first.
     *
     * @param limits one a weight, not negative; together at least the amount
     */
    public static List<Long> within(long amount, List<Long> weights, List<Long> limits) {
        var parts = new long[weights.size()];
        List<Long> wanted = of(amount, weights);
        long left = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Math.min(wanted.get(i), limits.get(i));
            left += wanted.get(i) - parts[i];
        }
        for (int i = 0; i < parts.length && left > 0; i++) {
            long more = Math.min(left, limits.get(i) - parts[i]);
            parts[i] += more;
            left -= more;
        }
        if (left > 0) {
            throw new IllegalArgumentException("Cannot split " + amount + " within " + limits);
        }
        return LongStream.of(parts).boxed().toList();
    }
}
