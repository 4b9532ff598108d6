package io.quittance.cancellation;

import io.quittance.call.Refusal;
import io.quittance.desk.CallContext;
import io.quittance.desk.Effect;
import io.quittance.desk.Journal;
import io.quittance.desk.Plan;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The operations of a noun on its cancellations: execution when one is due, and undo before.
 *
 * @param <S> what is loaded
 * @param <P> the same plan that the noun's command and preview make
 */
public interface ScheduledChange<S, P extends Plan> {

    CancellationKind kind();

    /** Reads the things as they are now; the account is locked. */
    S load(Cancellation due);

    /** Plans the end as of the promised day; refuses nothing, since the promise holds. */
    P plan(Cancellation due, S loaded, CallContext asked);

    /** Ends them. */
    void carryOut(Cancellation due, S loaded, P plan, Journal journal);

    /** The changes that {@link #undo} will make. */
    List<Effect> undone(Cancellation scheduled);

    /** Returns the reason against an undo: it would lead to an end that could not be requested. */
    default Optional<Refusal> obstacle(Cancellation scheduled, Instant at) {
        return Optional.empty();
    }

    /** Puts everything back that was scheduled. */
    void undo(Cancellation scheduled, Journal journal);
}
