package io.quittance.testing;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quittance.backlog.Backlog;
import io.quittance.backlog.MeasureBacklog;
import io.quittance.call.Call;
import io.quittance.call.Functions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.concurrent.CompletableFuture;

/** Calls functions for all tenants, as a schedule does. */
@ApplicationScoped
public class Schedule {

    private final Instance<MeasureBacklog> backlog;
    private final Functions functions;
    private final Call call;

    Schedule(Instance<MeasureBacklog> backlog, Functions functions, Call call) {
        this.backlog = backlog;
        this.functions = functions;
        this.call = call;
    }

    public Backlog measureBacklog() {
        return CompletableFuture.supplyAsync(() -> {
                    ManagedContext scope = Arc.container().requestContext();
                    scope.activate();
                    try {
                        call.actForAll(functions.named("measure-backlog").orElseThrow());
                        return backlog.get().measure(null);
                    } finally {
                        scope.terminate();
                    }
                })
                .join();
    }
}
