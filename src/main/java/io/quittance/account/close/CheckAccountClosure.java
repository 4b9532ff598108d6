package io.quittance.account.close;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.account.BillingView;
import io.quittance.call.Role;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.Json;
import io.quittance.desk.Reason;
import io.quittance.persistence.Account;
import io.quittance.persistence.AccountStatus;
import io.quittance.persistence.Billing;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.ClosureForm;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Subscription;
import io.quittance.refund.payout.AccountMoney;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.services.RemovalFailure;
import io.quittance.subscription.termination.AccountTerminationPlan;
import io.quittance.subscription.termination.AccountTerminationSnapshot;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Returns the progress of the closure of an account, before and after it: each step, done or not, and the blockers.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class CheckAccountClosure {

    private final Desk desk;
    private final Json json;

    CheckAccountClosure(Desk desk, Json json) {
        this.desk = desk;
        this.json = json;
    }

    @Funq("check-account-closure")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public AccountClosureCheck check(CheckAccountClosureRequest request) {
        return desk.read(request, this::read);
    }

    private AccountClosureCheck read(CheckAccountClosureRequest request, AccountLocks locks, CallContext asked) {
        String id = request.accountId();
        Account account = locks.account(Optional.of(id), () -> AccountLocks.unknown(id));
        ClosureForm form = ClosureForm.findById(id);
        Billings scheduled = new Billings(Billing.countOpenOf(id), rows(Billing.firstOpenOf(id, Billings.SHOWN)));
        return new AccountClosureCheck(
                id,
                account.status(),
                account.status().external(),
                List.of(
                        Step.of(StepName.LICENSES, account.licenses),
                        Step.of(StepName.BILLINGS, scheduled.count()),
                        Step.of(StepName.STATUS, account.isClosed() ? 0 : 1),
                        Step.of(StepName.CONTACT, account.isClosed() ? 0 : 1),
                        Step.of(StepName.SUBSCRIPTIONS, Subscription.countRunningOf(id, asked.at())),
                        Step.of(StepName.BILLING_ITEMS, BillingItem.countRunningOf(id, asked.at())),
                        Step.of(StepName.CLOSURE_FORM, form == null ? 1 : 0)),
                scheduled,
                new Billings(Billing.countCanceledOf(id), rows(Billing.firstCanceledOf(id, Billings.SHOWN))),
                account.isClosed() ? List.of() : AccountClosureRules.whoMay(account, Policy.current()),
                account.isClosed() ? List.of() : blockers(account, asked),
                form == null ? null : form(form));
    }

    /** Of a closure for no particular reason: some leave nothing bound. */
    private static List<Blocker> blockers(Account account, CallContext asked) {
        AccountMoney money = AccountMoney.load(account, null);
        List<RemovalFailure> bound = AccountTerminationPlan.failures(
                AccountTerminationSnapshot.load(money, asked.at()),
                money.policy().firstDayNotUsed(account.dayOf(asked.at())),
                Agreement.UNSAID,
                asked);
        return Stream.concat(Blocker.of(account.id).stream(), bound.stream().map(Blocker::of))
                .toList();
    }

    private static List<BillingView> rows(List<Billing> billings) {
        return billings.stream().map(BillingView::of).toList();
    }

    private Form form(ClosureForm form) {
        return new Form(
                form.cancellationId,
                form.canceledOn,
                json.read(form.reason, Reason.class),
                form.optOutOfEmails,
                form.retainUntil);
    }

    /** Names one account. */
    public record CheckAccountClosureRequest(
            @NotBlank @Size(max = 64) String accountId) {}

    /**
     * The progress of the closure of an account.
     *
     * @param externalStatus the same in the word of systems that say DELETE for CLOSED
     * @param scheduledBillings still to be collected, scheduled or submitted; none once it is closed
     * @param mayBeClosedBy nobody, once it is closed
     * @param blockers the obstacles; none once it is closed
     * @param form the form of the closure; absent before
     */
    public record AccountClosureCheck(
            String accountId,
            AccountStatus status,
            String externalStatus,
            List<Step> checklist,
            Billings scheduledBillings,
            Billings canceledBillings,
            List<Role> mayBeClosedBy,
            List<Blocker> blockers,
            @Nullable Form form) {}

    /**
     * One step of the closure.
     *
     * @param left the work that is left
     */
    public record Step(StepName step, boolean done, long left) {

        static Step of(StepName step, long left) {
            return new Step(step, left == 0, left);
        }
    }

    /** The steps of a closure. */
    public enum StepName {
        LICENSES,
        BILLINGS,
        STATUS,
        CONTACT,
        SUBSCRIPTIONS,
        BILLING_ITEMS,
        CLOSURE_FORM
    }

    /**
     * Some billings of the account; {@code list-billings} shows all.
     *
     * @param count the number of records
     * @param first those planned first, 100 at most
     */
    public record Billings(long count, List<BillingView> first) {

        private static final int SHOWN = 100;
    }

    /**
     * The form that was filled in when the account was closed.
     *
     * @param canceledOn first day not used
     * @param retainUntil first day on which what is known of it need not be kept any more
     */
    public record Form(
            String cancellationId,
            LocalDate canceledOn,
            Reason reason,
            boolean optOutOfEmails,
            LocalDate retainUntil) {}
}
