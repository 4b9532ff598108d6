package io.quittance.refund;

import io.quittance.cancellation.DueWork;
import io.quittance.cancellation.RunDueActions.DueActions;
import io.quittance.desk.Desk;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Refund;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Tells the log of refunds that the law wanted paid back by a day that is over; an alarm looks for the line.
 * {@code list-refunds} says which they are.
 */
@ApplicationScoped
class OverdueRefunds implements DueWork {

    private static final Logger LOG = Logger.getLogger(OverdueRefunds.class);

    private final Desk desk;

    OverdueRefunds(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void carryOut(DueActions run) {
        long overdue = desk.read(
                "overdue",
                (any, locks, asked) -> Refund.notPaidBackBefore(
                        asked.at().atZone(Policy.current().zone()).toLocalDate()));
        if (overdue > 0) {
            LOG.warnf("REFUNDS_PAST_DUE: %d refunds of a tenant have not been paid back by their day", overdue);
        }
    }
}
