package io.quittance.desk;

import io.quittance.call.Call;
import io.quittance.persistence.TenantDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs the work that no caller requests: for each tenant, step by step, each step in a transaction. */
@ApplicationScoped
public class Schedule {

    private static final Logger LOG = Logger.getLogger(Schedule.class);

    private final Call call;
    private final Desk desk;
    private final Transactions transactions;
    private final TenantDirectory directory;
    private final Json json;

    Schedule(Call call, Desk desk, Transactions transactions, TenantDirectory directory, Json json) {
        this.call = call;
        this.desk = desk;
        this.transactions = transactions;
        this.directory = directory;
        this.json = json;
    }

    /** Loads, plans and applies one due step; null if another call has done it or has locked its account. */
    public interface DueStep {
        @Nullable
        Plan carryOut(AccountLocks locks, CallContext asked, Journal journal);
    }

    /**
     * Takes one due step in its own transaction. It has no key: the state that the step changes makes sure that it is done once.
     *
     * @return false if nothing was left to do
     */
    public boolean carryOutDue(DueStep step) {
        var asked = new CallContext(desk.now(), call.caller());
        return transactions.writing(asked.by().tenant(), () -> {
            var journal = new Journal(call, json, asked.at());
            Plan plan = step.carryOut(AccountLocks.forChange(asked), asked, journal);
            if (plan != null) {
                journal.audit("CARRIED_OUT", null, plan.effects());
            }
            return plan != null;
        });
    }

    /** Repeats a step until it returns false or the time is over; it stops between two steps. */
    public void repeat(Duration time, BooleanSupplier step) {
        long begun = System.nanoTime();
        boolean more = true;
        while (more && System.nanoTime() - begun < time.toNanos()) {
            more = step.getAsBoolean();
        }
    }

    /**
     * Works for the tenant of the call, or for every tenant if the call names none. A tenant whose work fails does not
     * stop the others. Their order is random, so that no tenant always waits for the same one.
     *
     * @return true if it succeeded for every tenant
     */
    public boolean forEachTenant(Runnable work) {
        if (call.hasCaller()) {
            work.run();
            return false;
        }
        var tenants = new ArrayList<>(transactions.reading(TenantOfCall.NOBODY, directory::all));
        // Not by a generator that a snapshot of the process would hold: each start from it would take the same order.
        Collections.shuffle(tenants, new SecureRandom());
        RuntimeException last = null;
        for (String tenant : tenants) {
            try {
                call.actFor(tenant);
                work.run();
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "The work of one tenant has failed");
                last = failure;
            }
        }
        if (last != null) {
            throw last;
        }
        return true;
    }

    /** Works for each tenant within a time; the work receives the time that is left. */
    public void forEachTenant(Duration time, Consumer<Duration> work) {
        long begun = System.nanoTime();
        forEachTenant(() -> work.accept(time.minusNanos(System.nanoTime() - begun)));
    }

    /** Records what the schedule itself changes, in its own transaction. */
    public void record(Consumer<Journal> bookkeeping) {
        recording(journal -> {
            bookkeeping.accept(journal);
            return Boolean.TRUE;
        });
    }

    /** Records what the schedule itself changes, and returns the result. */
    public <A> A recording(Function<Journal, A> bookkeeping) {
        Instant at = desk.now();
        return transactions.writing(call.caller().tenant(), () -> bookkeeping.apply(new Journal(call, json, at)));
    }
}
