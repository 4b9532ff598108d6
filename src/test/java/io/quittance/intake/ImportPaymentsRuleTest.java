package io.quittance.intake;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImportPaymentsRuleTest extends HarborsImport {

    @Test
    void refusesPaymentsOfNothingOfUnknownAccountsAndOfOtherCurrencies() {
        assertErrors(
                "{'accounts':[%s],'payments':[%s,%s,%s,%s]}"
                        .formatted(
                                HARBOR,
                                payment("P-1", "1.00").replace("harbor", "nobody"),
                                payment("P-2", "0.00"),
                                payment("P-3", "-1.00"),
                                payment("P-4", "1.00").replace("USD", "EUR")),
                "/payments/0/accountId is not a known account",
                "/payments/1/amount must be greater than zero",
                "/payments/2/amount/amount must not be negative",
                "/payments/2/amount must be greater than zero",
                "/payments/3/amount/currency must be the account's currency, USD");
    }

    /** The payment is a fact; what exceeds the outstanding amount stays unallocated. */
    @Test
    void takesMoreThanIsOpen() {
        knowsTheInvoice();
        assertErrors("{'payments':[%s]}".formatted(payment("P-1", "10.81", toLine("L-1", "10.81"))));
        assertErrors("{'payments':[%s]}".formatted(payment("P-1", "15.81", toInvoice("I-1", "15.81"))));
        assertErrors("{'payments':[%s,%s]}"
                .formatted(
                        payment("P-1", "10.00", toLine("L-1", "10.00")),
                        payment("P-2", "5.81", toInvoice("I-1", "5.81"))));
    }

    /** Errors of payments are listed together with those of other records. */
    @Test
    void listsTheErrorsOfAllRecordsAtOnce() {
        assertErrors(
                "{'accounts':[%s],'invoices':[%s],'payments':[%s]}"
                        .formatted(
                                HARBOR,
                                invoice("I-9", line("L-9", "-10.00", "0.80")),
                                payment("P-1", "0.00", toInvoice("I-8", "10.81"))),
                "/invoices/0/lines/0/net/amount must not be negative",
                "/payments/0/amount must be greater than zero",
                "/payments/0/allocations/0/invoiceId is not known on an invoice of the same account");
    }

    @Test
    void letsAllocationsAddUpToThePaymentAndNotToMore() {
        knowsTheInvoice();
        String both = toLine("L-1", "2.00") + "," + toLine("L-2", "3.00");
        assertErrors("{'payments':[%s]}".formatted(payment("P-1", "5.00", both)));
        assertErrors("{'payments':[%s]}".formatted(payment("P-1", "5.01", both)));
        assertErrors(
                "{'payments':[%s]}".formatted(payment("P-1", "4.99", both)),
                "/payments/0/allocations add up to more than the payment");
    }

    @Test
    void addsUpTheLargestAllocations() {
        assertErrors(
                "{'accounts':[%s],'invoices':[%s,%s],'payments':[%s]}"
                        .formatted(
                                HARBOR,
                                invoice("I-1", line("L-1", MOST)),
                                invoice("I-2", line("L-2", MOST)),
                                payment("P-1", "1.00", toLine("L-1", MOST) + "," + toLine("L-2", MOST))),
                "/payments/0/allocations add up to more than the payment");
    }

    @Test
    void refusesAllocationsThatNameNothingBothOrWhatIsUnknown() {
        knowsTheInvoice();
        knows(account("port", "USD"));
        knows(knownInvoice("I-2", "port"), knownLine("L-9", "I-2", 100, 0));
        String usd = "'amount':{'amount':'1.00','currency':'USD'}";
        assertErrors(
                "{'payments':[%s]}"
                        .formatted(payment(
                                "P-1",
                                "9.00",
                                "{%s},{'lineId':'L-1','invoiceId':'I-1',%s},{'lineId':'x',%s},{'invoiceId':'x',%s},"
                                                .formatted(usd, usd, usd, usd)
                                        + "{'lineId':'L-9',%s},{'invoiceId':'I-2',%s}".formatted(usd, usd))),
                "/payments/0/allocations/0 must name either invoiceId or lineId",
                "/payments/0/allocations/1 must name either invoiceId or lineId",
                "/payments/0/allocations/2/lineId is not known on an invoice of the same account",
                "/payments/0/allocations/3/invoiceId is not known on an invoice of the same account",
                "/payments/0/allocations/4/lineId is not known on an invoice of the same account",
                "/payments/0/allocations/5/invoiceId is not known on an invoice of the same account");
    }

    @Test
    void refusesAllocationsOfNothingAndOfOtherCurrencies() {
        knowsTheInvoice();
        assertErrors(
                "{'payments':[%s]}"
                        .formatted(payment(
                                "P-1",
                                "9.00",
                                toLine("L-1", "0.00") + "," + toLine("L-1", "-1.00") + ","
                                        + toLine("L-1", "1.00").replace("USD", "EUR"))),
                "/payments/0/allocations/0/amount must be greater than zero",
                "/payments/0/allocations/1/amount/amount must not be negative",
                "/payments/0/allocations/1/amount must be greater than zero",
                "/payments/0/allocations/2/amount/currency must be the account's currency, USD");
    }

    @Test
    void letsAKnownPaymentComeAgainUnchangedAlthoughItsLinesArePaid() {
        knowsThePayment();
        assertErrors("{'payments':[%s]}".formatted(THE_PAYMENT));
    }

    @Test
    void refusesAKnownPaymentThatHasChanged() {
        knowsThePayment();
        knows(account("port", "USD"));
        for (String changed : List.of(
                THE_PAYMENT.replace("harbor", "port"),
                THE_PAYMENT.replace("2026-06-03", "2026-06-04"),
                THE_PAYMENT.replace("'10.80'", "'10.81'"),
                THE_PAYMENT.replace("'7.00'", "'6.99'"),
                // The same sum, on another line.
                THE_PAYMENT.replace("L-1", "L-2"))) {
            assertErrors(
                    "{'payments':[%s]}".formatted(changed),
                    "/payments/0 is known already and cannot change; a correction is a new payment");
        }
    }
}
