package io.quittance.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The division of an amount with tax into net and tax. */
class NetAndTaxTest {

    /** 1.50 of 2.74 + 0.25 at 9 % (mollie/Shopware6 #1374), and the rest of it. */
    @Test
    void dividesByTheRateAndGivesTheLastPartWhatIsLeft() {
        NetAndTax first = NetAndTax.of(150, new NetAndTax(274, 25), 9_000);
        assertEquals(new NetAndTax(138, 12), first);
        assertEquals(new NetAndTax(136, 13), NetAndTax.of(149, new NetAndTax(274 - 138, 25 - 12), 9_000));
    }

    /** Every part of 9.99 and 2.10 at 21 % has the tax that the rate gives for its net, but for half a cent of rounding. */
    @Test
    void givesEachPartTheTaxOfItsRate() {
        var line = new NetAndTax(999, 210);
        for (long part = 1; part < line.total(); part++) {
            NetAndTax divided = NetAndTax.of(part, line, 21_000);
            assertEquals(part, divided.total());
            assertEquals(Rounding.halfUp(part, 100, 121), divided.net(), "part " + part);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10, 3, 20, 3, 7", // by the rate the net would be 8, of which 3 are left
        "10, 20, 1, 9, 1", // by the rate the tax would be 2, of which 1 is left
        "100, 100, 21, 83, 17",
        "121, 100, 21, 100, 21"
    })
    void staysWithinWhatIsLeft(long total, long leftNet, long leftTax, long net, long tax) {
        assertEquals(new NetAndTax(net, tax), NetAndTax.of(total, new NetAndTax(leftNet, leftTax), 21_000));
    }

    @Test
    void dividesInProportionWhereNoRateIsKnown() {
        assertEquals(new NetAndTax(137, 13), NetAndTax.of(150, new NetAndTax(274, 25), null));
    }
}
