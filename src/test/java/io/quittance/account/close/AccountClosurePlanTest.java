package io.quittance.account.close;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.account.close.OwedInvoice.Outcome;
import io.quittance.billingitem.item.AccountItemsSnapshot;
import io.quittance.billingitem.request.AccountRequestsSnapshot;
import io.quittance.call.Caller;
import io.quittance.call.RefusalReason;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.desk.Reason;
import io.quittance.desk.Warning;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.Account;
import io.quittance.persistence.Billing;
import io.quittance.persistence.BillingState;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.subscription.termination.AccountTerminationSnapshot;
import io.quittance.testing.Billed;
import io.quittance.testing.Funds;
import io.quittance.testing.Refused;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a closure will do, without any books. */
class AccountClosurePlanTest {

    private final Funds funds = Funds.usual();
    private final List<Billing> billings = new ArrayList<>();
    private final List<InvoiceLine> owed = new ArrayList<>();
    private final Map<String, Invoice> invoices = new HashMap<>();
    private final List<Blocker> blockers = new ArrayList<>();

    @Test
    void countsDaysByTheAccountAndKeepsWhatIsKnownFromTheFirstDayNotUsed() {
        funds.policy.retentionDays = 10;
        // In New York it is still the 10th.
        AccountClosurePlan plan = plan(OpenInvoices.LEAVE, "2026-06-11T03:59:59Z");
        assertEquals(LocalDate.parse("2026-06-10"), plan.dates().effectiveOn());
        assertEquals(LocalDate.parse("2026-06-09"), plan.dates().lastDayUsed());
        assertEquals(LocalDate.parse("2026-06-20"), plan.dates().retainUntil());
        assertEquals(
                LocalDate.parse("2026-06-11"),
                plan(OpenInvoices.LEAVE, "2026-06-11T04:00:00Z").dates().effectiveOn());
        funds.policy.cancelDayUsed = true;
        assertEquals(
                LocalDate.parse("2026-06-12"),
                plan(OpenInvoices.LEAVE, "2026-06-11T04:00:00Z").dates().effectiveOn());
    }

    @Test
    void warnsOfBillingsThatAreWithThePaymentSystem() {
        billing("B-1", BillingState.SCHEDULED);
        assertEquals(List.of(), plan(OpenInvoices.LEAVE).warnings());
        billing("B-2", BillingState.SUBMITTED);
        assertEquals(
                List.of(Warning.Code.SUBMITTED_BILLINGS),
                plan(OpenInvoices.LEAVE).warnings().stream().map(Warning::code).toList());
        assertEquals(
                List.of("B-1 SCHEDULED", "B-2 SUBMITTED"),
                plan(OpenInvoices.LEAVE).effects().stream()
                        .filter(effect -> effect.subject().record().equals("billing"))
                        .map(effect -> effect.subject().id() + " " + effect.before())
                        .toList());
    }

    @Test
    void writesOffExactlyWhatIsOutstanding() {
        // 100.00 and 10.00 of tax, of which 33.33 are paid: 76.67 in proportion, the tax the rest.
        owes(Billed.line("L-1", 10000).tax(1000).paid("P-1", 3333), false);
        AccountClosurePlan plan = plan(OpenInvoices.WRITE_OFF);
        assertEquals("USD 76.67", plan.debts().writtenOff().toString());
        OwedInvoice.OwedLine line = plan.debts().invoices().get(0).lines().get(0);
        assertEquals("USD 69.70", line.net().toString());
        assertEquals("USD 6.97", line.tax().toString());
    }

    @Test
    void saysWhatBecomesOfEachInvoice() {
        owes(Billed.line("L-1", 1000), false);
        owes(Billed.line("L-2", 500).invoice("I-2"), true);
        assertEquals(List.of(Outcome.STAYS_OPEN, Outcome.STAYS_OPEN), outcomes(OpenInvoices.LEAVE));
        assertEquals(List.of(Outcome.COLLECTED, Outcome.STAYS_OPEN), outcomes(OpenInvoices.COLLECT));
        assertEquals(List.of(Outcome.WRITTEN_OFF, Outcome.WRITTEN_OFF), outcomes(OpenInvoices.WRITE_OFF));
        assertEquals("USD 15.00", plan(OpenInvoices.LEAVE).debts().outstanding().toString());
        assertEquals("USD 0.00", plan(OpenInvoices.LEAVE).debts().writtenOff().toString());
    }

    @Test
    void asksFirstWhetherItIsClosedAndThenWhatStandsInTheWay() {
        blockers.add(new Blocker(Blocker.Kind.REFUND_PENDING, "R-1", "One."));
        Refused.because(RefusalReason.ACCOUNT_CLOSURE_BLOCKED, () -> plan(OpenInvoices.LEAVE));
        funds.account.close(new Account.Contact("Harbor", null, null));
        Refused.because(RefusalReason.ACCOUNT_CLOSED, () -> plan(OpenInvoices.LEAVE));
    }

    private List<Outcome> outcomes(OpenInvoices choice) {
        return plan(choice).debts().invoices().stream()
                .map(OwedInvoice::outcome)
                .toList();
    }

    private void billing(String id, BillingState state) {
        var billing = new Billing();
        billing.id = id;
        billing.accountId = "harbor";
        billing.plannedOn = LocalDate.parse("2026-07-01");
        billing.goOn(state);
        billings.add(billing);
    }

    private void owes(Billed billed, boolean disputed) {
        PaidLine seen = billed.seen();
        seen.invoice().disputed = disputed;
        owed.add(seen.line());
        invoices.put(seen.invoice().id, seen.invoice());
    }

    private AccountClosurePlan plan(OpenInvoices choice) {
        return plan(choice, "2026-06-11T12:00:00Z");
    }

    private AccountClosurePlan plan(OpenInvoices choice, String at) {
        var request = new CloseAccountRequest(
                "harbor",
                null,
                null,
                null,
                choice,
                null,
                null,
                null,
                null,
                false,
                new Reason("CLOSING_BUSINESS", null),
                null);
        var found = new AccountClosureSnapshot(
                funds.money(),
                null,
                new AccountTerminationSnapshot(funds.money(), List.of(), List.of()),
                new AccountItemsSnapshot(List.of()),
                new AccountRequestsSnapshot(List.of()),
                billings,
                owed,
                invoices,
                List.of(),
                blockers,
                List.of(),
                null);
        return AccountClosurePlan.of(
                request, found, new CallContext(Instant.parse(at), new Caller("t", "somebody", Role.AGENT, null)));
    }
}
