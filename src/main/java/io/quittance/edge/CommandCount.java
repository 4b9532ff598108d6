package io.quittance.edge;

import io.quittance.metric.Meters;
import io.quittance.metric.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Counts what has become of commands, at the two doors, where the answer is final: {@link HttpCommands} and {@link Messages}.
 *
 * <p>What is replayed is counted as such and by no reason: the reason was counted with the first answer.
 */
@ApplicationScoped
class CommandCount {

    private static final int OUR_FAULT = 500;

    private final Meters meters;

    CommandCount(Meters meters) {
        this.meters = meters;
    }

    /**
     * A function was answered; those that are no commands are not counted.
     *
     * @param refusal why it was not carried out, if it was not
     */
    void answered(Functions.Function function, @Nullable RefusalReason refusal, boolean replayed) {
        if (!function.isCommand()) {
            return;
        }
        Outcome outcome = outcome(refusal, replayed);
        String reason = refusal != null && outcome == Outcome.REFUSED ? refusal.name() : null;
        meters.answered(function.name(), outcome, reason);
    }

    private static Outcome outcome(@Nullable RefusalReason refusal, boolean replayed) {
        if (replayed) {
            return Outcome.REPLAYED;
        }
        if (refusal == null) {
            return Outcome.ACCEPTED;
        }
        return refusal.status() < OUR_FAULT ? Outcome.REFUSED : Outcome.FAILED;
    }
}
