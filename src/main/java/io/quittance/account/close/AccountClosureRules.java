package io.quittance.account.close;

import static io.quittance.call.RefusalReason.ACCOUNT_CLOSED;
import static io.quittance.call.RefusalReason.ACCOUNT_CLOSURE_BLOCKED;
import static io.quittance.call.RefusalReason.OPEN_INVOICES_CHOICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;

import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.persistence.Account;
import io.quittance.persistence.ClosureForm;
import io.quittance.persistence.Policy;
import io.quittance.subscription.services.RemovalFailure;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an account may be closed, and by whom.
 *
 * <p>The checks run in the order of {@code RefusalReason}.
 */
final class AccountClosureRules {

    private AccountClosureRules() {}

    /** Customers may close an account only if the policy and the account both allow it. */
    static List<Role> whoMay(Account account, Policy policy) {
        boolean customer = policy.selfServiceCancellation && account.selfServiceCancellation;
        return Stream.of(Role.values())
                .filter(role -> role != Role.ANONYMOUS && (role != Role.CUSTOMER || customer))
                .toList();
    }

    static void mayAsk(Account account, Policy policy, CallContext asked) {
        if (!whoMay(account, policy).contains(asked.by().role())) {
            throw Refusal.of(SELF_SERVICE_NOT_ALLOWED, "Closing account %s is not open to its customer.", account.id);
        }
    }

    static void mustBeOpen(Account account, @Nullable ClosureForm form) {
        if (account.isClosed()) {
            Refusal closed = form == null
                    ? Refusal.of(ACCOUNT_CLOSED, "Account %s is closed.", account.id)
                    : Refusal.of(
                                    ACCOUNT_CLOSED,
                                    "Account %s was closed on %s by %s.",
                                    account.id,
                                    form.canceledOn,
                                    form.cancellationId)
                            .with("cancellationId", form.cancellationId)
                            .with("effectiveOn", form.canceledOn);
            throw closed.with("accountId", account.id);
        }
    }

    /** Refuses with all obstacles at once, among them the services whose billing terms do not allow an end now. */
    static void mustNotBeBlocked(List<Blocker> blockers, List<RemovalFailure> bound) {
        List<Blocker> all = Stream.concat(blockers.stream(), bound.stream().map(Blocker::of))
                .toList();
        if (!all.isEmpty()) {
            throw Refusal.of(
                            ACCOUNT_CLOSURE_BLOCKED,
                            "%s",
                            all.stream().map(Blocker::detail).collect(Collectors.joining(" ")))
                    .with("blockers", all);
        }
    }

    static void mayChoose(OpenInvoices choice, CallContext asked) {
        if (asked.by().role() == Role.CUSTOMER && choice != OpenInvoices.LEAVE) {
            throw Refusal.of(OPEN_INVOICES_CHOICE_NOT_ALLOWED, "%s was requested.", choice)
                    .with("openInvoices", OpenInvoices.LEAVE);
        }
    }
}
