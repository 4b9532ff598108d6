package io.quittance.account.close;

import io.quittance.persistence.BillRun;
import io.quittance.persistence.Refund;
import io.quittance.subscription.services.RemovalFailure;
import java.util.List;
import java.util.stream.Stream;

/**
 * An obstacle to a closure.
 *
 * @param id the id of the bill run, the refund or the service
 */
public record Blocker(Kind kind, String id, String detail) {

    /** The kinds of obstacles. */
    public enum Kind {
        /** It is on its way to be posted with invoices of the account. */
        BILL_RUN_IN_PROGRESS,
        /** The payment system has not answered yet. */
        REFUND_PENDING,
        /** Its billing term does not let it go at once; the detail says from when on it does. */
        SERVICE_BOUND
    }

    /** Something that the term of a service has against its end. */
    static Blocker of(RemovalFailure failure) {
        return new Blocker(Kind.SERVICE_BOUND, String.valueOf(failure.id()), failure.detail());
    }

    /** All obstacles of an account. */
    static List<Blocker> of(String accountId) {
        return Stream.concat(
                        BillRun.inProgressFor(accountId).stream()
                                .map(run -> new Blocker(
                                        Kind.BILL_RUN_IN_PROGRESS,
                                        run,
                                        "Bill run " + run + " is not posted and has invoices of the account.")),
                        Refund.pendingOf(accountId).stream()
                                .map(refund -> new Blocker(
                                        Kind.REFUND_PENDING,
                                        refund.id(),
                                        "Refund " + refund.id() + " waits for the payment system.")))
                .toList();
    }
}
