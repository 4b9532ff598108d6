package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/**
 * One pass that makes invoices and credit notes.
 *
 * <p>Its row is the barrier of all it has made: who pays, posts, disputes or adds an invoice of it holds the row, and its
 * cancellation changes it. A deleted run stays as a row that nobody is shown, so that no import brings its id back.
 */
@Entity
@Table(name = "bill_run")
public class BillRun extends TenantRecord {

    /** In SQL: whether nothing of a run is collected any more, as {@link BillRunState#isEnding} says. */
    static final String ENDING = "state in ('CANCEL_IN_PROGRESS', 'CANCELED', 'REMOVE_IN_PROGRESS', 'DELETED')";

    @Id
    public String id;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    public BillRunKind kind;

    @Column(name = "series_id", updatable = false)
    public @Nullable String seriesId;

    /** Of the recurrence. */
    @Column(updatable = false)
    public @Nullable Long number;

    @Column(name = "scheduled_on")
    public @Nullable LocalDate scheduledOn;

    @Enumerated(EnumType.STRING)
    private BillRunState state = BillRunState.PENDING;

    /** For queries, which need not list the states. */
    @Formula(ENDING)
    boolean ending;

    /** Counted by the database. */
    @Column(name = "posted_invoices", insertable = false, updatable = false)
    private long postedInvoices;

    @Column(name = "cancellation_id")
    private @Nullable String cancellationId;

    /** Whether its cancellation includes its credit notes. */
    @Column(name = "takes_credit_notes")
    private boolean takesCreditNotes;

    @Column(name = "next_run_id")
    private @Nullable String nextRunId;

    @Version
    int version;

    /** A recurrence that Quittance schedules itself. */
    public static BillRun recurrence(BillRunSeries series, String id, long number, LocalDate on) {
        var run = new BillRun();
        run.id = id;
        run.kind = BillRunKind.SCHEDULED;
        run.seriesId = series.id;
        run.number = number;
        run.scheduledOn = on;
        series.count(number, on);
        return run;
    }

    public BillRunState state() {
        return state;
    }

    public long postedInvoices() {
        return postedInvoices;
    }

    /** The cancellation that ended it. */
    public @Nullable String cancellationId() {
        return cancellationId;
    }

    /** The recurrence that followed its cancellation. */
    public @Nullable String nextRunId() {
        return nextRunId;
    }

    public boolean takesCreditNotes() {
        return takesCreditNotes;
    }

    /** Returns true if nothing of it is collected any more. */
    public boolean isEnding() {
        return state.isEnding();
    }

    /** Takes it over in the state that the billing system says. */
    public void importAs(BillRunState said) {
        mustBe(said == BillRunState.CANCELED || !said.isEnding(), "imported as " + said);
        state = said;
    }

    /** Goes on to where the billing system has taken it. */
    public void goOn(BillRunState later) {
        mustBe(state.mayBecome(later), "taken to " + later);
        state = later;
    }

    /** Begins its cancellation; from here on nothing of it is collected, and no credit note that goes along is used. */
    public void beginCancellation(String cancellation, boolean withCreditNotes) {
        mustBe(
                (state == BillRunState.PENDING || state == BillRunState.COMPLETED) && postedInvoices == 0,
                "canceled by " + cancellation);
        state = BillRunState.CANCEL_IN_PROGRESS;
        cancellationId = cancellation;
        takesCreditNotes = withCreditNotes;
    }

    /** All of its documents are canceled or listed as exceptions. */
    public void finishCancellation() {
        mustBe(state == BillRunState.CANCEL_IN_PROGRESS, "finished");
        state = BillRunState.CANCELED;
    }

    /** Begins its removal. */
    public void beginRemoval() {
        mustBe((state == BillRunState.CANCELED || state == BillRunState.ERROR) && postedInvoices == 0, "removed");
        state = BillRunState.REMOVE_IN_PROGRESS;
    }

    /** It is gone for every reader. */
    public void finishRemoval() {
        mustBe(state == BillRunState.REMOVE_IN_PROGRESS, "deleted");
        state = BillRunState.DELETED;
    }

    /** Another recurrence takes its place. */
    public void isFollowedBy(String next) {
        mustBe(nextRunId == null, "followed by " + next);
        nextRunId = next;
    }

    /** Puts a run that no books know into a state. */
    void stand(BillRunState given, long posted) {
        state = given;
        postedInvoices = posted;
    }

    private void mustBe(boolean allowed, String verb) {
        if (!allowed) {
            throw new IllegalStateException("Bill run " + id + " cannot be " + verb + ": it is " + state + ", with "
                    + postedInvoices + " posted invoices");
        }
    }

    /** Locks runs until the transaction ends, in the order of their ids; after accounts and series. */
    public static void lockAll(Collection<String> ids) {
        lock("bill_run", ids, "no key update");
    }

    /** Holds runs against their cancellation until the transaction ends; others may hold them too. */
    public static void holdAll(Collection<String> ids) {
        lock("bill_run", ids, "share");
    }

    /** The ids of those that are on their way to be posted with drafts for an account. */
    public static List<String> inProgressFor(String accountId) {
        return find(
                        "select r.id from BillRun r where r.state in (PROCESSING, COMPLETED, POST_IN_PROGRESS) and exists"
                                + " (select 1 from Invoice i where i.billRunId = r.id and i.accountId = ?1 and i.state = DRAFT)"
                                + " order by r.id",
                        accountId)
                .project(String.class)
                .list();
    }

    @Override
    public String toString() {
        return "bill run " + id;
    }
}
