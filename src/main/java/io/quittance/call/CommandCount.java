package io.quittance.call;

import io.quittance.metric.Meters;
import io.quittance.metric.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Counts commands by outcome. The HTTP door and the message door call it, because the answer is final there.
 *
 * <p>A repeated answer is counted as such and under no reason: the reason was counted with the first answer.
 */
@ApplicationScoped
public class CommandCount {

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
    public void answered(Functions.Function function, @Nullable RefusalReason refusal, boolean replayed) {
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
