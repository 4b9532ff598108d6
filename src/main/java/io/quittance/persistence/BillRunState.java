package io.quittance.persistence;

import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a bill run: PENDING → PROCESSING → COMPLETED | ERROR, COMPLETED → POST_IN_PROGRESS → POSTED, PENDING ⇄
 * PAUSED (scheduled ones), PENDING | COMPLETED → CANCEL_IN_PROGRESS → CANCELED, CANCELED | ERROR → REMOVE_IN_PROGRESS →
 * DELETED.
 *
 * <p>The billing system takes a run as far as POSTED, ERROR or PAUSED; Quittance takes the steps from CANCEL_IN_PROGRESS
 * on.
 */
public enum BillRunState {
    PENDING,
    PROCESSING,
    COMPLETED,
    ERROR,
    POST_IN_PROGRESS,
    POSTED,
    PAUSED,
    CANCEL_IN_PROGRESS,
    CANCELED,
    REMOVE_IN_PROGRESS,
    DELETED;

    /** Returns true if nothing of a run in this state is collected any more. */
    public boolean isEnding() {
        return compareTo(CANCEL_IN_PROGRESS) >= 0;
    }

    /** Returns true if a run in this state may have created invoices. */
    public boolean hasRun() {
        return this != PENDING && this != PAUSED;
    }

    /** The states that the billing system may take a run to from here, by one legal move. */
    private Set<BillRunState> next() {
        return switch (this) {
            case PENDING -> EnumSet.of(PROCESSING, PAUSED);
            case PAUSED -> EnumSet.of(PENDING);
            case PROCESSING -> EnumSet.of(COMPLETED, ERROR);
            case COMPLETED -> EnumSet.of(POST_IN_PROGRESS);
            case POST_IN_PROGRESS -> EnumSet.of(POSTED);
            default -> EnumSet.noneOf(BillRunState.class);
        };
    }

    /**
     * Returns true if the billing system may have changed a run to this state since, by legal transitions of which not
     * all were reported.
     */
    public boolean mayBecome(BillRunState later) {
        Set<BillRunState> reached = EnumSet.of(this);
        int before = 0;
        while (before < reached.size()) {
            before = reached.size();
            Set<BillRunState> further = EnumSet.noneOf(BillRunState.class);
            reached.forEach(each -> further.addAll(each.next()));
            reached.addAll(further);
        }
        return reached.contains(later);
    }
}
