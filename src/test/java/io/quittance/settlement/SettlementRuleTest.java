package io.quittance.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.contract.LongForm;
import io.quittance.settlement.Settlement.Claim;
import io.quittance.settlement.Settlement.LinePayments;
import io.quittance.settlement.Settlement.OpenDebts;
import io.quittance.testing.Cases;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettlementRuleTest {

    static List<Map<String, String>> cases() {
        return Cases.of("settlement.csv");
    }

    /** Two lines of 37.20 with tax, of which one is worth 19.20 again; what was paid is shared by both. */
    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithPublishedFigures(Map<String, String> row) {
        long paid = Cases.minor("EUR", row.get("paid"));
        long paidOnLine = Split.of(paid, List.of(3720L, 3720L)).get(0);
        Settlement settlement = Settlement.of(
                new Claim(1920, 3720, new LinePayments(paidOnLine, paid), new OpenDebts(7440 - paid, List.of())));
        assertEquals(Cases.minor("EUR", row.get("refund")), settlement.refund());
        assertEquals(Cases.minor("EUR", row.get("credit")), settlement.offset() + settlement.availableCredit());
    }

    @Test
    void lowersTheSameInvoiceFirstThenTheOthersThenBecomesCredit() {
        assertEquals(
                new Settlement(0, 300, List.of(200L, 100L), 400),
                Settlement.of(new Claim(1000, 1000, new LinePayments(0, 0), new OpenDebts(300, List.of(200L, 100L)))));
    }

    @Test
    void neverRefundsMoreThanIsLeftOfThePayment() {
        assertEquals(
                150,
                Settlement.of(new Claim(1000, 1000, new LinePayments(1000, 150), new OpenDebts(0, List.of())))
                        .refund());
    }

    @Test
    void refusesAClaimAboveItsLine() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Claim(1001, 1000, new LinePayments(0, 0), new OpenDebts(0, List.of())));
    }

    @Test
    void takesTheRestOfTheTaxWithTheLastDocument() {
        // Three thirds of 100.00 at 19 %: 33.33, 33.33 and 33.34 would be 6.33 each, which makes 18.99.
        var tax = TaxOnCredit.byRate(19_000, new NetAndTax(10_000, 1_900), NetAndTax.NOTHING);
        assertEquals(633, tax.on(3333));
        assertEquals(633, tax.after(3333).on(3333));
        assertEquals(634, tax.after(3333).after(3333).on(3334));
    }

    @Test
    void refusesToCreditBeyondTheInvoice() {
        assertThrows(IllegalArgumentException.class, () -> TaxOnCredit.byRate(
                        19_000, new NetAndTax(100, 19), new NetAndTax(60, 11))
                .on(41));
    }

    @Test
    void addsUpAndNeverRefundsWhatWasNotPaidWhateverTheClaim() {
        var random = new SplittableRandom(20260611);
        for (int i = 0; i < LongForm.Size.of(50_000, 1_000_000); i++) {
            long total = random.nextLong(1 + (1L << random.nextInt(50)));
            long creditable = random.nextLong(total + 1);
            long paid = random.nextInt(4) == 0 ? total : random.nextLong(total + 1);
            long refundable = random.nextBoolean() ? paid : random.nextLong(paid + 1);
            var claim = new Claim(
                    creditable,
                    total,
                    new LinePayments(paid, refundable),
                    new OpenDebts(total - paid, List.of(random.nextLong(total + 1), random.nextLong(total + 1))));

            Settlement settlement = Settlement.of(claim);

            int number = i;
            Supplier<String> which = () -> "seed 20260611, try " + number + ": " + claim + " gives " + settlement;
            long elsewhere = settlement.offsetElsewhere().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertEquals(
                    creditable,
                    settlement.refund() + settlement.offset() + elsewhere + settlement.availableCredit(),
                    which);
            assertTrue(settlement.refund() >= 0 && settlement.refund() <= refundable, which);
            assertTrue(
                    settlement.offset() >= 0
                            && settlement.offset() <= claim.owed().onInvoice(),
                    which);
            assertTrue(settlement.availableCredit() >= 0, which);
            // What the customer has had is paid for: refund and days used never pass what was paid.
            assertTrue(settlement.refund() == 0 || settlement.refund() + total - creditable <= paid, which);
        }
    }

    @Test
    void addsUpTheTaxOfAllDocumentsWhateverTheParts() {
        var random = new SplittableRandom(20260612);
        for (int i = 0; i < LongForm.Size.of(20_000, 200_000); i++) {
            long net = 1 + random.nextLong(1L << random.nextInt(1, 40));
            long perMille = random.nextLong(30_000);
            var tax = TaxOnCredit.byRate(
                    perMille, new NetAndTax(net, Rounding.halfUp(net, perMille, 100_000)), NetAndTax.NOTHING);
            long credited = 0;
            while (tax.credited().net() < net) {
                long left = net - tax.credited().net();
                long part = random.nextInt(3) == 0 ? left : 1 + random.nextLong(left);
                credited += tax.on(part);
                tax = tax.after(part);
            }
            int number = i;
            assertEquals(tax.invoiced().tax(), credited, () -> "seed 20260612, try " + number);
        }
    }
}
