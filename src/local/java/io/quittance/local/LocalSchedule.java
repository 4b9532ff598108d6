package io.quittance.local;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quittance.cancellation.RunDueActions;
import io.quittance.desk.Desk;
import io.quittance.edge.Call;
import io.quittance.edge.Functions;
import jakarta.enterprise.context.ApplicationScoped;

/** Runs what is due every minute, for every tenant; deployed, a schedule calls the function instead. */
@ApplicationScoped
public class LocalSchedule {

    private final Desk desk;
    private final RunDueActions dueActions;
    private final Functions functions;
    private final Call call;

    LocalSchedule(Desk desk, RunDueActions dueActions, Functions functions, Call call) {
        this.desk = desk;
        this.dueActions = dueActions;
        this.functions = functions;
        this.call = call;
    }

    @Scheduled(every = "{quittance.due-actions.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        for (String tenant : desk.tenants()) {
            call.actFor(tenant, functions.named("run-due-actions").orElseThrow(), null);
            dueActions.run(null);
        }
    }
}
