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
 * What the noun of a cancellation offers, so that a scheduled one can be carried out when it is due and undone before.
 *
 * @param <S> what is loaded
 * @param <P> the same plan that the noun's command and preview make
 */
public interface ScheduledChange<S, P extends Plan> {

    CancellationKind kind();

    /** Reads the things as they are now; the account is locked. */
    S load(Cancellation due);

    /** Plans their end as of the day that was promised; refuses nothing, since the promise stands. */
    P plan(Cancellation due, S loaded, CallContext asked);

    /** Ends them. */
    void carryOut(Cancellation due, S loaded, P plan, Journal journal);

    /** What {@link #undo} will change. */
    List<Effect> undone(Cancellation scheduled);

    /** Why it may not be undone: something would happen then that could not be asked for. */
    default Optional<Refusal> obstacle(Cancellation scheduled, Instant at) {
        return Optional.empty();
    }

    /** Puts everything back that was scheduled. */
    void undo(Cancellation scheduled, Journal journal);
}
