package io.quittance.settlement;

import java.math.BigInteger;

/** The one rounding of money: half up, on exact integers. */
final class Rounding {

    private Rounding() {}

    /** {@code amount × part ÷ whole}, half up; none of them negative, the whole positive. */
    static long halfUp(long amount, long part, long whole) {
        if (amount < 0 || part < 0 || whole <= 0) {
            throw new IllegalArgumentException(amount + " × " + part + " ÷ " + whole);
        }
        BigInteger doubled =
                BigInteger.valueOf(amount).multiply(BigInteger.valueOf(part)).shiftLeft(1);
        BigInteger divisor = BigInteger.valueOf(whole);
        return doubled.add(divisor).divide(divisor.shiftLeft(1)).longValueExact();
    }
}
