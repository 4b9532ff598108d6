package io.quittance.intake;

import io.quittance.intake.known.ImportSnapshot;
import io.quittance.persistence.BillRun;
import io.quittance.persistence.BillRunSeries;
import io.quittance.persistence.BillRunState;
import io.quittance.persistence.BillRuns;
import io.quittance.persistence.Invoice;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bill runs, and the documents they make; the account harbor is known. */
class ImportBillRunsRuleTest {

    private static final String SERIES = "'billRunSeries':[{'id':'monthly','anchorOn':'2026-01-31'}]";

    private final ImportSnapshot known = Knowing.accounts();

    private BillRun knows(BillRun run) {
        known.billRuns().runs().put(run.id, run);
        return run;
    }

    private void assertErrors(String request, String... errors) {
        Knowing.assertErrors(known, request, errors);
    }

    private static String runs(String more) {
        return "{" + SERIES + ",'billRuns':[{'id':'r','state':'PENDING'" + more + "}]}";
    }

    @Test
    void takesAdHocRunsWithoutASeriesAndScheduledOnesWithOne() {
        assertErrors(runs(""));
        assertErrors(runs(",'kind':'SCHEDULED','seriesId':'monthly','number':1,'scheduledOn':'2026-01-31'"));
        assertErrors(
                runs(",'seriesId':'monthly','number':1"),
                "/billRuns/0/seriesId is allowed only for a SCHEDULED run",
                "/billRuns/0/number is allowed only for a SCHEDULED run");
        assertErrors(
                runs(",'kind':'SCHEDULED'"),
                "/billRuns/0/seriesId must be given for a SCHEDULED run",
                "/billRuns/0/number must be given for a SCHEDULED run",
                "/billRuns/0/scheduledOn must be given for a SCHEDULED run");
        assertErrors(
                "{'billRuns':[{'id':'r','state':'PAUSED','kind':'SCHEDULED','seriesId':'x','number':1,"
                        + "'scheduledOn':'2026-01-31'},{'id':'a','state':'PAUSED'}]}",
                "/billRuns/0/seriesId is not a known series",
                "/billRuns/1/state can be PAUSED only for a SCHEDULED run");
    }

    @Test
    void refusesANumberThatStandsTwiceOrIsTaken() {
        String one = "{'id':'%s','state':'PENDING','kind':'SCHEDULED','seriesId':'monthly','number':%d,"
                + "'scheduledOn':'2026-01-31'}";
        assertErrors(
                "{%s,'billRuns':[%s,%s]}".formatted(SERIES, one.formatted("r", 1), one.formatted("s", 1)),
                "/billRuns/1/number is the number of another run of the series");
        knows(BillRuns.scheduled("t", BillRunState.PENDING, series(), 2, LocalDate.parse("2026-02-28")));
        assertErrors(
                "{%s,'billRuns':[%s]}".formatted(SERIES, one.formatted("r", 2)),
                "/billRuns/0/number is the number of bill run t of the series; import it under that id");
    }

    private BillRunSeries series() {
        var series = new BillRunSeries();
        series.id = "monthly";
        series.anchorOn = LocalDate.parse("2026-01-31");
        known.billRuns().series().put("monthly", series);
        return series;
    }

    @Test
    void takesNewRunsInEveryStateButThoseOfItsOwnWork() {
        for (BillRunState state : BillRunState.values()) {
            String request =
                    "{%s,'billRuns':[{'id':'r','state':'%s','kind':'SCHEDULED','seriesId':'monthly','number':1,"
                                    .formatted(SERIES, state)
                            + "'scheduledOn':'2026-01-31'}]}";
            switch (state) {
                case CANCEL_IN_PROGRESS, REMOVE_IN_PROGRESS, DELETED ->
                    assertErrors(
                            request,
                            "/billRuns/0/state is a state of Quittance's own work; cancel a run by cancel-bill-run");
                default -> assertErrors(request);
            }
        }
    }

    @Test
    void letsKnownRunsGoOnByTheLegalMovesOnly() {
        for (BillRunState before : BillRunState.values()) {
            for (BillRunState later : BillRunState.values()) {
                knows(BillRuns.scheduled("r", before, series(), 1, LocalDate.parse("2026-01-31")));
                String request =
                        "{%s,'billRuns':[{'id':'r','state':'%s','kind':'SCHEDULED','seriesId':'monthly','number':1,"
                                        .formatted(SERIES, later)
                                + "'scheduledOn':'2026-01-31'}]}";
                if (before == BillRunState.DELETED) {
                    assertErrors(request, "/billRuns/0/id is the id of a bill run that was deleted");
                } else if (mayFollow(before).contains(later)) {
                    assertErrors(request);
                } else {
                    assertErrors(
                            request, "/billRuns/0/state cannot become %s: the bill run is %s".formatted(later, before));
                }
            }
        }
    }

    /** Moves of which not all were told are legal too. */
    private static Set<BillRunState> mayFollow(BillRunState before) {
        return switch (before) {
            case PENDING, PAUSED ->
                EnumSet.of(
                        BillRunState.PENDING,
                        BillRunState.PAUSED,
                        BillRunState.PROCESSING,
                        BillRunState.COMPLETED,
                        BillRunState.ERROR,
                        BillRunState.POST_IN_PROGRESS,
                        BillRunState.POSTED);
            case PROCESSING ->
                EnumSet.of(
                        BillRunState.PROCESSING,
                        BillRunState.COMPLETED,
                        BillRunState.ERROR,
                        BillRunState.POST_IN_PROGRESS,
                        BillRunState.POSTED);
            case COMPLETED -> EnumSet.of(BillRunState.COMPLETED, BillRunState.POST_IN_PROGRESS, BillRunState.POSTED);
            case POST_IN_PROGRESS -> EnumSet.of(BillRunState.POST_IN_PROGRESS, BillRunState.POSTED);
            case POSTED -> EnumSet.of(BillRunState.POSTED);
            case ERROR -> EnumSet.of(BillRunState.ERROR);
            // What is ended may be told as ended, in whatever words.
            default ->
                EnumSet.of(
                        BillRunState.CANCEL_IN_PROGRESS,
                        BillRunState.CANCELED,
                        BillRunState.REMOVE_IN_PROGRESS,
                        BillRunState.DELETED);
        };
    }

    @Test
    void refusesAnotherKindSeriesOrNumberForAKnownRun() {
        knows(BillRuns.scheduled("r", BillRunState.PENDING, series(), 1, LocalDate.parse("2026-01-31")));
        assertErrors(
                runs(""),
                "/billRuns/0/kind cannot change",
                "/billRuns/0/seriesId cannot change",
                "/billRuns/0/number cannot change");
        assertErrors(
                runs(",'kind':'SCHEDULED','seriesId':'monthly','number':2,'scheduledOn':'2026-01-31'"),
                "/billRuns/0/number cannot change");
        // Its day may be put off.
        assertErrors(runs(",'kind':'SCHEDULED','seriesId':'monthly','number':1,'scheduledOn':'2026-02-03'"));
    }

    @Test
    void letsNoRunFollowInASeriesThatWasEnded() {
        series().end("C-1");
        assertErrors(
                runs(",'kind':'SCHEDULED','seriesId':'monthly','number':1,'scheduledOn':'2026-01-31'"),
                "/billRuns/0/seriesId has been ended; no run of it follows");
        // What was run before may still be told.
        assertErrors(runs(",'kind':'SCHEDULED','seriesId':'monthly','number':1,'scheduledOn':'2026-01-31'")
                .replace("PENDING", "POSTED"));
    }

    private static String invoice(String more) {
        return "{'id':'I-1','accountId':'harbor','issuedOn':'2026-06-01','dueOn':'2026-06-15'" + more
                + ",'lines':[{'id':'I-1-1','description':'Use','periodFrom':'2026-06-01','periodUntil':'2026-07-01',"
                + "'net':{'amount':'10.00','currency':'USD'}}]}";
    }

    @Test
    void takesDocumentsOfRunsThatHaveRunAndAreNotEnding() {
        assertErrors(
                "{'invoices':[%s]}".formatted(invoice(",'billRunId':'r'")),
                "/invoices/0/billRunId is not a known bill run");
        for (BillRunState state : EnumSet.complementOf(EnumSet.of(BillRunState.PAUSED))) {
            knows(BillRuns.adHoc("r", state, 0));
            String request = "{'invoices':[%s],'creditNotes':[{'id':'N-1','accountId':'harbor','billRunId':'r',"
                            .formatted(invoice(",'billRunId':'r'"))
                    + "'issuedOn':'2026-06-01','amount':{'amount':'1.00','currency':'USD'}}]}";
            if (state.isEnding() || state == BillRunState.PENDING) {
                assertErrors(
                        request,
                        "/invoices/0/billRunId can have no new document: the bill run is " + state,
                        "/creditNotes/0/billRunId can have no new document: the bill run is " + state);
            } else {
                assertErrors(request);
            }
        }
    }

    @Test
    void takesPostingsOfRunsThatHaveCompleted() {
        knows(BillRuns.adHoc("r", BillRunState.PROCESSING, 0));
        String posted = "{'invoices':[%s]%%s}".formatted(invoice(",'billRunId':'r','state':'POSTED'"));
        assertErrors(posted.formatted(""), "/invoices/0/state cannot be POSTED: the bill run is PROCESSING");
        // Told in the same breath, it has completed.
        assertErrors(posted.formatted(",'billRuns':[{'id':'r','state':'COMPLETED'}]"));
        assertErrors(
                "{'invoices':[%s]}".formatted(invoice(",'state':'CANCELED'")),
                "/invoices/0/state must be DRAFT or POSTED; invoices are canceled with their bill run");
    }

    @Test
    void letsAKnownInvoiceBePostedAndDisputedButNotTakenBack() {
        knows(BillRuns.adHoc("r", BillRunState.COMPLETED, 0));
        Invoice draft = knownInvoice();
        for (String more : new String[] {"", ",'state':'DRAFT'", ",'state':'POSTED'", ",'disputed':true"}) {
            assertErrors("{'invoices':[%s]}".formatted(invoice(",'billRunId':'r'" + more)));
        }
        assertErrors("{'invoices':[%s]}".formatted(invoice("")), "/invoices/0/billRunId cannot change");
        draft.post();
        assertErrors(
                "{'invoices':[%s]}".formatted(invoice(",'billRunId':'r','state':'DRAFT'")),
                "/invoices/0/state cannot become DRAFT again");
    }

    private Invoice knownInvoice() {
        Knowing.addInvoice(known, "I-1", "harbor", 1000);
        Invoice invoice = known.documents().invoices().get("I-1");
        invoice.billRunId = "r";
        return invoice;
    }

    @Test
    void keepsAnInvoiceAsItIsOnceItsRunEnds() {
        knows(BillRuns.adHoc("r", BillRunState.CANCEL_IN_PROGRESS, 0));
        knownInvoice();
        assertErrors("{'invoices':[%s]}".formatted(invoice(",'billRunId':'r'")));
        assertErrors(
                "{'invoices':[%s]}".formatted(invoice(",'billRunId':'r','state':'POSTED','disputed':true")),
                "/invoices/0/state cannot become POSTED: the invoice is canceled with bill run r",
                "/invoices/0/disputed cannot change: the invoice is canceled with bill run r");
        // A payment is a fact; it stays unallocated.
        assertErrors("{'payments':[{'id':'P-1','accountId':'harbor','amount':{'amount':'1.00','currency':'USD'},"
                + "'receivedOn':'2026-06-02','allocations':[{'lineId':'I-1-1',"
                + "'amount':{'amount':'1.00','currency':'USD'}}]}]}");
    }
}
