package io.quittance.backlog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quittance.metric.Figure;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.OpenBulkWork;
import io.quittance.persistence.Outbox;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Refund;
import io.quittance.persistence.WaitingWork;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The work that waits.
 *
 * @param events in the outbox
 * @param actions scheduled cancellations that are due
 */
public record Backlog(Queue events, Queue actions, Refunds refunds, BillRuns billRuns) {

    static final Backlog NONE = new Backlog(
            new Queue(0, 0, 0),
            new Queue(0, 0, 0),
            new Refunds(0, 0),
            new BillRuns(0, new OpenBulkWork.Documents(0, 0), 0));

    /**
     * Work that is done item by item.
     *
     * @param lagSeconds how long the oldest item has waited, in seconds
     * @param parked items that were given up and need a person; they are not among the waiting ones
     */
    public record Queue(long waiting, long lagSeconds, long parked) {

        static Queue of(WaitingWork waiting, long parked, Instant at) {
            return new Queue(waiting.count(), age(waiting.since(), at), parked);
        }

        private static long age(@Nullable Instant since, Instant at) {
            return since == null ? 0 : Math.max(0, Duration.between(since, at).toSeconds());
        }

        private Queue plus(Queue other) {
            return new Queue(waiting + other.waiting, Math.max(lagSeconds, other.lagSeconds), parked + other.parked);
        }
    }

    /**
     * Refunds that are not paid back and have to be by a day, as the tenant's time zone has it.
     *
     * @param dueSoon the day is to come
     * @param pastDue the day is over
     */
    public record Refunds(long dueSoon, long pastDue) {

        private static Refunds on(LocalDate today, int days) {
            long pastDue = Refund.notPaidBackBefore(today);
            return new Refunds(Refund.notPaidBackBefore(today.plusDays(days + 1L)) - pastDue, pastDue);
        }

        private Refunds plus(Refunds other) {
            return new Refunds(dueSoon + other.dueSoon, pastDue + other.pastDue);
        }
    }

    /**
     * Bill runs that are being canceled or removed.
     *
     * @param documents of these bill runs
     * @param parked chunks that wait for somebody
     */
    public record BillRuns(long open, @JsonUnwrapped OpenBulkWork.Documents documents, long parked) {

        private static BillRuns of(OpenBulkWork work) {
            return new BillRuns(work.jobs(), work.documents(), work.parked());
        }

        private BillRuns plus(BillRuns other) {
            return new BillRuns(open + other.open, documents.plus(other.documents), parked + other.parked);
        }
    }

    /** The backlog of the tenant of the running transaction. */
    static Backlog at(Instant at, int dueWithinDays) {
        return new Backlog(
                Queue.of(Outbox.waiting(), Outbox.parked(), at),
                Queue.of(Cancellation.overdue(at), Cancellation.parked(), at),
                Refunds.on(at.atZone(Policy.current().zone()).toLocalDate(), dueWithinDays),
                BillRuns.of(OpenBulkWork.now()));
    }

    Backlog plus(Backlog other) {
        return new Backlog(
                events.plus(other.events),
                actions.plus(other.actions),
                refunds.plus(other.refunds),
                billRuns.plus(other.billRuns));
    }

    /** The same for the meters. */
    Map<Figure, Long> figures() {
        var figures = new EnumMap<Figure, Long>(Figure.class);
        figures.put(Figure.OUTBOX_WAITING, events.waiting());
        figures.put(Figure.OUTBOX_LAG, events.lagSeconds());
        figures.put(Figure.OUTBOX_PARKED, events.parked());
        figures.put(Figure.ACTIONS_OVERDUE, actions.waiting());
        figures.put(Figure.ACTIONS_LAG, actions.lagSeconds());
        figures.put(Figure.ACTIONS_PARKED, actions.parked());
        figures.put(Figure.REFUNDS_DUE_SOON, refunds.dueSoon());
        figures.put(Figure.REFUNDS_PAST_DUE, refunds.pastDue());
        figures.put(Figure.BILL_RUNS_OPEN, billRuns.open());
        figures.put(Figure.BILL_RUNS_PLANNED, billRuns.documents().planned());
        figures.put(Figure.BILL_RUNS_DONE, billRuns.documents().done());
        figures.put(Figure.BILL_RUNS_PARKED, billRuns.parked());
        return figures;
    }
}
