package io.quittance.cancellation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.cancellation.CancellationReceipt.Entry;
import io.quittance.cancellation.CancellationReceipt.RefundSummary;
import io.quittance.desk.Reason;
import io.quittance.persistence.CancellationKind;
import io.quittance.persistence.CancellationState;
import io.quittance.persistence.Receipt;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundState;
import io.quittance.persistence.Timing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Receipts to be read, to the letter: one of each kind. */
class PrintedReceiptTest {

    private static final Instant ASKED = Instant.parse("2026-06-11T12:00:00Z");

    /** Single quotes stand for double ones; {@code usd(…)} for an amount. */
    private static JsonNode json(String text) {
        try {
            return new ObjectMapper()
                    .readTree(text.replaceAll("usd\\((-?[0-9.]+)\\)", "{'amount':'$1','currency':'USD'}")
                            .replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static PrintedReceipt printed(
            CancellationKind kind,
            String subject,
            @Nullable String account,
            Reason reason,
            @Nullable String terms,
            JsonNode plan,
            @Nullable List<RefundSummary> refunds) {
        var receipt = new CancellationReceipt(
                "C-1001",
                kind,
                subject,
                account,
                CancellationState.EFFECTIVE,
                Timing.IMMEDIATE,
                LocalDate.parse("2026-06-11"),
                ASKED,
                reason,
                terms,
                plan,
                refunds,
                List.of(new Entry(Receipt.Kind.REQUESTED, ASKED, "somebody", "agent", null, null)),
                "Open a ticket to accounting.");
        return PrintedReceipt.of(receipt, ZoneId.of("America/New_York"));
    }

    @Test
    void printsTheEndOfASubscriptionWithItsMoneyLineByLine() {
        Money refund = Money.of(CurrencyUnit.USD, 72);
        assertEquals(
                """
                Cancellation C-1001
                ===================

                Request
                -------
                Of             subscription hosting
                Account        harbor
                State          effective
                Timing         immediate
                Last day used  10 June 2026
                Ends on        11 June 2026
                Reason         WITHDRAWAL: By letter / of today

                What ends
                ---------
                Kind     Number  Name
                service  db      canceled
                service  web     canceled

                Money, line by line
                -------------------
                Line   What      Period                       Invoiced   Kept       Credited   Goes back
                I-1-1  Web       1 June 2026 to 30 June 2026  36.00 USD  12.00 USD  24.00 USD  24.00 USD
                I-1-2  Database  1 June 2026 to 30 June 2026  72.00 USD  24.00 USD  48.00 USD  48.00 USD

                Penalties for leaving early
                ---------------------------
                Service  Charged   Deducted from the refund  Still owed  Forgiven
                db       5.00 USD  3.00 USD                  2.00 USD
                web      0.00 USD  0.00 USD                  0.00 USD    by cause

                Money
                -----
                Invoiced                   108.00 USD
                Kept                       36.00 USD
                Credited                   72.00 USD
                Penalty for leaving early  5.00 USD
                Refund                     72.00 USD
                Paid out                   72.00 USD

                Refunds
                -------
                Refund  By                State    Amount     Fee       Paid out   Due by
                R-1001  original payment  pending  72.00 USD  0.00 USD  72.00 USD  25 June 2026

                What follows from the reason
                ----------------------------
                Category of the reason  withdrawal
                Declaration received    11 June 2026
                Penalty                 none
                Fee                     none
                Money due by            25 June 2026

                What happened
                -------------
                When                                     What       By                Because of
                11 June 2026, 08:00:00 America/New_York  requested  somebody (agent)

                Open a ticket to accounting.
                """,
                ReceiptText.of(printed(
                        CancellationKind.SUBSCRIPTION,
                        "hosting",
                        "harbor",
                        new Reason("WITHDRAWAL", "By letter\nof today"),
                        null,
                        json("""
                                        {'cascade':{'services':[
                                          {'serviceId':'db','outcome':'CANCELED','penalty':{'charged':usd(5.00),
                                           'setOff':usd(3.00),'owed':usd(2.00)}},
                                          {'serviceId':'web','outcome':'CANCELED','penalty':{'charged':usd(0.00),
                                           'setOff':usd(0.00),'owed':usd(0.00),'forgiven':'BY_CAUSE'}}]},
                                         'lines':[
                                         {'lineId':'I-1-1','description':'Web','periodFrom':'2026-06-01','periodUntil':'2026-07-01',
                                          'invoiced':usd(36.00),'kept':usd(12.00),'credit':usd(24.00),'refund':usd(24.00)},
                                         {'lineId':'I-1-2','description':'Database','periodFrom':'2026-06-01',
                                          'periodUntil':'2026-07-01','invoiced':usd(72.00),'kept':usd(24.00),'credit':usd(48.00),
                                          'refund':usd(48.00)}],
                                         'invoiced':usd(108.00),'kept':usd(36.00),'creditedBefore':usd(0.00),'credited':usd(72.00),
                                         'offset':usd(0.00),'penalty':usd(5.00),
                                         'payout':{'refund':usd(72.00),'adminFee':usd(0.00),'paidOut':usd(72.00)},
                                         'consequences':{'category':'WITHDRAWAL','withoutPenalty':true,'withoutFee':true,
                                          'receivedOn':'2026-06-11','dueBy':'2026-06-25'},'warnings':[]}"""),
                        List.of(new RefundSummary(
                                "R-1001",
                                RefundDestination.ORIGINAL_PAYMENT,
                                RefundState.PENDING,
                                refund,
                                Money.zero(CurrencyUnit.USD),
                                refund,
                                null,
                                null,
                                LocalDate.parse("2026-06-25"))))));
    }

    @Test
    void printsTheEndOfABillingItemWithTheTermsThatWereAcknowledged() {
        assertEquals(
                """
                Cancellation C-1001
                ===================

                Request
                -------
                Of             billing item server
                Account        harbor
                State          effective
                Timing         immediate
                Last day used  10 June 2026
                Ends on        11 June 2026
                Reason         TOO_EXPENSIVE

                What ends
                ---------
                Kind          Number  Name
                billing item  server  Server
                billing item  disk    Disk

                Still to be paid
                ----------------
                Invoice  For   Amount
                HB-1     disk  12.50 USD

                Terms
                -----
                Version v1, acknowledged  Gone is gone.

                To know
                -------
                stays on invoices  Open balances are still owed.

                What happened
                -------------
                When                                     What       By                Because of
                11 June 2026, 08:00:00 America/New_York  requested  somebody (agent)

                Open a ticket to accounting.
                """,
                ReceiptText.of(printed(
                        CancellationKind.BILLING_ITEM,
                        "server",
                        "harbor",
                        new Reason("TOO_EXPENSIVE", null),
                        "v1",
                        json("""
                                        {'billingItems':[{'billingItemId':'server','name':'Server'},
                                          {'billingItemId':'disk','name':'Disk'}],
                                         'staysOnInvoices':[{'invoiceId':'HB-1','billingItemId':'disk','outstanding':usd(12.50)}],
                                         'terms':{'version':'v1','text':'Gone is gone.'},
                                         'warnings':[{'code':'STAYS_ON_INVOICES','detail':'Open balances are still owed.'}]}"""),
                        null)));
    }

    @Test
    void printsTheClosureOfAnAccountWithAllThatEndsByIt() {
        assertEquals(
                """
                Cancellation C-1001
                ===================

                Request
                -------
                Of             account harbor
                Account        harbor
                State          effective
                Timing         immediate
                Last day used  10 June 2026
                Ends on        11 June 2026
                Reason         CLOSING_BUSINESS

                What ends
                ---------
                Kind          Number   Name
                subscription  hosting
                billing item  server   Server
                service       web      regretted
                billing       B-1      9.00 USD

                Money, line by line
                -------------------
                Line   What  Period                       Invoiced   Kept       Credited   Goes back
                I-1-1  Web   1 June 2026 to 30 June 2026  36.00 USD  12.00 USD  24.00 USD  24.00 USD

                Money
                -----
                Credited                      24.00 USD
                Outstanding on open invoices  12.50 USD
                Written off                   12.50 USD
                Refund                        24.00 USD
                Fee                           1.50 USD
                Paid out                      22.50 USD

                Still to be paid
                ----------------
                Invoice  For          Amount
                HB-1     written off  12.50 USD

                What happened
                -------------
                When                                     What       By                Because of
                11 June 2026, 08:00:00 America/New_York  requested  somebody (agent)

                Open a ticket to accounting.
                """,
                ReceiptText.of(printed(
                        CancellationKind.ACCOUNT,
                        "harbor",
                        "harbor",
                        new Reason("CLOSING_BUSINESS", null),
                        null,
                        json("""
                                        {'billings':[{'billingId':'B-1','amount':usd(9.00)}],
                                         'terminations':{'subscriptions':[{'subscriptionId':'hosting',
                                           'cascade':{'services':[{'serviceId':'web','outcome':'REGRETTED'}]},'lines':[
                                           {'lineId':'I-1-1','description':'Web','periodFrom':'2026-06-01',
                                            'periodUntil':'2026-07-01','invoiced':usd(36.00),'kept':usd(12.00),
                                            'credit':usd(24.00),'refund':usd(24.00)}]}],
                                          'credited':usd(24.00),'offset':usd(0.00),'forgone':usd(0.00),
                                          'payout':{'refund':usd(24.00),'adminFee':usd(1.50),'paidOut':usd(22.50)}},
                                         'billingItems':[{'billingItemId':'server','billingItems':[
                                           {'billingItemId':'server','name':'Server'}]}],
                                         'invoices':[{'invoiceId':'HB-1','outcome':'WRITTEN_OFF','outstanding':usd(12.50)}],
                                         'outstanding':usd(12.50),'writtenOff':usd(12.50)}"""),
                        null)));
    }

    @Test
    void printsTheCancellationOfABillRun() {
        assertEquals(
                """
                Cancellation C-1001
                ===================

                Request
                -------
                Of             bill run may
                State          effective
                Timing         immediate
                Last day used  10 June 2026
                Ends on        11 June 2026
                Reason         OTHER: Twice.

                What ends
                ---------
                Kind     Number  Name
                invoice  3       30.00 USD

                What happened
                -------------
                When                                     What       By                Because of
                11 June 2026, 08:00:00 America/New_York  requested  somebody (agent)

                Open a ticket to accounting.
                """,
                ReceiptText.of(printed(
                        CancellationKind.BILL_RUN,
                        "may",
                        null,
                        new Reason("OTHER", "Twice."),
                        null,
                        json("{'canceled':[{'record':'INVOICE','documents':3,'amount':usd(30.00)}]}"),
                        null)));
    }

    @Test
    void printsAPageByItselfInWhichNothingIsRunOrLoaded() {
        String html = ReceiptPage.of(printed(
                CancellationKind.BILLING_ITEM,
                "server",
                "harbor",
                new Reason("OTHER", "<script>alert('x')</script> & <img src=\"http://x\">\nsecond line"),
                null,
                json("{'billingItems':[{'billingItemId':'server','name':'<b>Server</b>'}]}"),
                null));
        assertTrue(html.startsWith("<!doctype html>\n<html lang=\"en\">"), html);
        assertTrue(
                html.contains(
                        "<td>OTHER: &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &lt;img src=&quot;http://x&quot;&gt;\nsecond line</td>"),
                html);
        assertTrue(html.contains("<td>&lt;b&gt;Server&lt;/b&gt;</td>"), html);
        assertTrue(html.contains("@media print"), html);
        for (String outside : List.of("<script", "<img", "<link", "src=\"", "url(", "@import")) {
            assertFalse(html.replace("src=&quot;", "").contains(outside), outside);
        }
    }
}
