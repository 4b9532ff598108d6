package io.quittance.sequences;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The model's own arithmetic of minor units. */
final class Exact {

    private Exact() {}

    /** A share, half up. */
    static long share(long amount, long part, long whole) {
        return BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(part))
                .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** Shares that add up: all rounded down, and what is left to those that lost most, the earlier one first. */
    static List<Long> shares(long amount, List<Long> weights) {
        long whole = sum(weights);
        var shares = new ArrayList<Long>();
        var lost = new ArrayList<BigInteger>();
        for (long weight : weights) {
            BigInteger exact = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(weight));
            BigInteger[] parts = whole == 0
                    ? new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO}
                    : exact.divideAndRemainder(BigInteger.valueOf(whole));
            shares.add(parts[0].longValueExact());
            lost.add(parts[1]);
        }
        IntStream.range(0, weights.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> lost.get(i)).reversed())
                .limit(whole == 0 ? 0 : amount - sum(shares))
                .forEach(i -> shares.set(i, shares.get(i) + 1));
        return shares;
    }

    static long sum(List<Long> amounts) {
        return amounts.stream().mapToLong(Long::longValue).sum();
    }
}
