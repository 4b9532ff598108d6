package io.quittance.account.close;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.call.Caller;
import io.quittance.call.RefusalReason;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.persistence.Account;
import io.quittance.persistence.Policy;
import io.quittance.subscription.services.RemovalFailure;
import io.quittance.testing.Refused;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may close an account, and what stands in the way. */
class AccountClosureRulesTest {

    private static final Account.Contact AS_BEFORE = new Account.Contact(null, null, null);

    private final Account account = new Account();
    private final Policy policy = new Policy();

    @BeforeEach
    void begin() {
        account.id = "harbor";
        account.name = "Harbor Books";
        account.contactName = "The owner";
        account.licenses = 12;
    }

    @Test
    void letsTheStaffAndSystemsCloseAnyAccount() {
        assertEquals(List.of(Role.AGENT, Role.BILLING_ADMIN, Role.SYSTEM), AccountClosureRules.whoMay(account, policy));
        for (Role role : AccountClosureRules.whoMay(account, policy)) {
            AccountClosureRules.mayAsk(account, policy, by(role));
        }
    }

    @Test
    void letsCustomersOnlyWhereBothSwitchesAreOn() {
        for (boolean ofPolicy : new boolean[] {false, true}) {
            for (boolean ofAccount : new boolean[] {false, true}) {
                policy.selfServiceCancellation = ofPolicy;
                account.selfServiceCancellation = ofAccount;
                if (ofPolicy && ofAccount) {
                    AccountClosureRules.mayAsk(account, policy, by(Role.CUSTOMER));
                } else {
                    Refused.because(
                            RefusalReason.SELF_SERVICE_NOT_ALLOWED,
                            () -> AccountClosureRules.mayAsk(account, policy, by(Role.CUSTOMER)));
                }
            }
        }
    }

    @Test
    void refusesAClosedAccount() {
        AccountClosureRules.mustBeOpen(account, null);
        account.close(AS_BEFORE);
        Refused.because(RefusalReason.ACCOUNT_CLOSED, () -> AccountClosureRules.mustBeOpen(account, null));
    }

    @Test
    void listsEveryBlocker() {
        AccountClosureRules.mustNotBeBlocked(List.of(), List.of());
        List<Blocker> blockers = List.of(
                new Blocker(Blocker.Kind.BILL_RUN_IN_PROGRESS, "june", "One."),
                new Blocker(Blocker.Kind.REFUND_PENDING, "R-1", "Two."));
        var bound = new RemovalFailure(RemovalFailure.Code.BOUND, "web", null, "Three.", null);
        var refusal = Refused.because(
                RefusalReason.ACCOUNT_CLOSURE_BLOCKED,
                () -> AccountClosureRules.mustNotBeBlocked(blockers, List.of(bound)));
        assertEquals("One. Two. Three.", refusal.fact());
        assertEquals(
                List.of(blockers.get(0), blockers.get(1), new Blocker(Blocker.Kind.SERVICE_BOUND, "web", "Three.")),
                refusal.facts().get("blockers"));
    }

    @Test
    void letsCustomersLeaveTheirInvoicesOpenAndNothingElse() {
        AccountClosureRules.mayChoose(OpenInvoices.LEAVE, by(Role.CUSTOMER));
        for (OpenInvoices choice : List.of(OpenInvoices.WRITE_OFF, OpenInvoices.COLLECT)) {
            AccountClosureRules.mayChoose(choice, by(Role.AGENT));
            Refused.because(
                    RefusalReason.OPEN_INVOICES_CHOICE_NOT_ALLOWED,
                    () -> AccountClosureRules.mayChoose(choice, by(Role.CUSTOMER)));
        }
    }

    @Test
    void leavesAClosedAccountNoLicensesAndWhatWasNotSaidAsItWas() {
        account.close(new Account.Contact("Harbor Books in liquidation", null, "estate@harbor.example"));
        assertEquals(0, account.licenses);
        assertEquals("Harbor Books in liquidation", account.name);
        assertEquals("The owner", account.contactName);
        assertEquals("estate@harbor.example", account.contactEmail);
    }

    private static CallContext by(Role role) {
        return new CallContext(
                Instant.parse("2026-06-11T12:00:00Z"),
                new Caller("t", "somebody", role, role == Role.CUSTOMER ? "harbor" : null));
    }
}
