package io.quittance.subscription.termination;

import io.quittance.cancellation.DueWork;
import io.quittance.cancellation.RunDueActions.DueActions;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.desk.Plan;
import io.quittance.desk.Reason;
import io.quittance.desk.Schedule;
import io.quittance.persistence.Account;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Subscription;
import io.quittance.refund.payout.RefundMode;
import io.quittance.subscription.agreement.Agreement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens the termination of each subscription that has expired long enough ago. The same run then carries it out like any
 * other that is due, so that one that cannot be carried out is parked and seen.
 */
@ApplicationScoped
class ExpiredSubscriptions implements DueWork {

    private static final Logger LOG = Logger.getLogger(ExpiredSubscriptions.class);

    /** One run does not go on for ever; the next one takes the rest. */
    private static final Search SEARCH = new Search(1000);

    private static final Reason EXPIRED = new Reason("EXPIRED", "Its term was over long enough ago.");

    /** The time zone in which a day begins first; in no other is the date later. */
    private static final ZoneOffset FIRST = ZoneOffset.ofHours(14);

    private record Search(int most) {}

    private final Desk desk;
    private final Schedule schedule;
    private final TerminationExecution terminations;

    ExpiredSubscriptions(Desk desk, Schedule schedule, TerminationExecution terminations) {
        this.desk = desk;
        this.schedule = schedule;
        this.terminations = terminations;
    }

    @Override
    public void carryOut(DueActions run) {
        desk.read(
                        SEARCH,
                        (search, locks, asked) -> Subscription.expiredBy(
                                asked.at().atOffset(FIRST).toLocalDate().minusDays(Policy.current().expiryDays),
                                search.most()))
                .forEach(this::open);
    }

    /** One that cannot be opened does not stop the others; the next run tries it again. */
    private void open(String id) {
        try {
            schedule.carryOutDue((locks, asked, journal) -> open(id, locks, asked, journal));
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Subscription %s has expired and could not be terminated", id);
        }
    }

    private @Nullable Plan open(String id, AccountLocks locks, CallContext asked, Journal journal) {
        return Subscription.accountOf(id)
                .flatMap(locks::accountIfFree)
                .filter(account -> isDue(Subscription.findById(id), account, asked))
                .map(account ->
                        open(TerminationSnapshot.of(account, id, account.dayOf(asked.at()), null), asked, journal))
                .orElse(null);
    }

    private static boolean isDue(Subscription subscription, Account account, CallContext asked) {
        return subscription.cancellationId() == null
                && !subscription.isEnded()
                && !account.dayOf(asked.at())
                        .isBefore(TerminationRules.endsByItselfOn(
                                Objects.requireNonNull(subscription.expiresOn), Policy.current()));
    }

    private Plan open(TerminationSnapshot found, CallContext asked, Journal journal) {
        TerminationPlan plan = TerminationPlan.expired(found, asked);
        terminations.open(
                plan,
                found,
                EXPIRED,
                Agreement.UNSAID.settledBy(
                        RefundMode.NONE, plan.refund().payout(), plan.cascade().chargedMinor()),
                journal);
        return plan;
    }
}
