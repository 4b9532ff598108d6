package io.quittance.local;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quittance.backlog.MeasureBacklog;
import io.quittance.billrun.bulk.RunBulkWork;
import io.quittance.call.Call;
import io.quittance.call.Functions;
import io.quittance.cancellation.RunDueActions;
import io.quittance.delivery.Delivery;
import io.quittance.delivery.PublishEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Runs what is due and measures the backlog every minute, takes up bill runs and sends events every few seconds, for every
 * tenant; deployed, a schedule calls the function instead. */
@ApplicationScoped
public class LocalSchedule {

    private final RunDueActions dueActions;
    private final RunBulkWork bulkWork;
    private final PublishEvents events;
    private final Delivery delivery;
    private final MeasureBacklog backlog;
    private final Functions functions;
    private final Call call;

    LocalSchedule(
            RunDueActions dueActions,
            RunBulkWork bulkWork,
            PublishEvents events,
            Delivery delivery,
            MeasureBacklog backlog,
            Functions functions,
            Call call) {
        this.dueActions = dueActions;
        this.bulkWork = bulkWork;
        this.events = events;
        this.delivery = delivery;
        this.backlog = backlog;
        this.functions = functions;
        this.call = call;
    }

    @Scheduled(
            every = "{quittance.due-actions.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = StoppedClock.class)
    void run() {
        call.actForAll(functions.named("run-due-actions").orElseThrow());
        dueActions.run(null);
    }

    @Scheduled(every = "{quittance.bulk.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void work() {
        call.actForAll(functions.named("run-bulk-work").orElseThrow());
        bulkWork.run(null);
    }

    @Scheduled(every = "{quittance.events.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void publish() {
        if (delivery.hasDestination()) {
            call.actForAll(functions.named("publish-events").orElseThrow());
            events.publish(null);
        }
    }

    @Scheduled(every = "{quittance.backlog.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void measure() {
        call.actForAll(functions.named("measure-backlog").orElseThrow());
        backlog.measure(null);
    }

    /** Skips a run while the clock of dev mode is put somewhere. */
    @Singleton
    static class StoppedClock implements Scheduled.SkipPredicate {

        private final Instance<DevelopmentClock> clock;

        StoppedClock(Instance<DevelopmentClock> clock) {
            this.clock = clock;
        }

        @Override
        public boolean test(ScheduledExecution execution) {
            return clock.isResolvable() && clock.get().isStanding();
        }
    }
}
