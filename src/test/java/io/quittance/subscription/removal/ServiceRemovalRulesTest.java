package io.quittance.subscription.removal;

import static io.quittance.call.RefusalReason.INVALID_REQUEST;
import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.SERVICES_NOT_REMOVABLE;
import static io.quittance.call.RefusalReason.SERVICE_NOT_FOUND;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_EXPIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.desk.Reason;
import io.quittance.persistence.BillingTerm;
import io.quittance.persistence.BillingTerm.PenaltyKind;
import io.quittance.persistence.RemovalCondition.Subject;
import io.quittance.persistence.Service;
import io.quittance.persistence.SubscriptionDefinition;
import io.quittance.refund.payout.RefundMode;
import io.quittance.settlement.PeriodUnit;
import io.quittance.subscription.services.RemovalFailure;
import io.quittance.subscription.services.RemovalFailure.Code;
import io.quittance.subscription.services.ServiceEnd;
import io.quittance.subscription.termination.Ending;
import io.quittance.testing.Billed;
import io.quittance.testing.Refused;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceRemovalRulesTest {

    private final Leaving leaving = new Leaving();

    private List<Code> failures(String day, String... services) {
        return failed(day, services).stream().map(RemovalFailure::code).toList();
    }

    @SuppressWarnings("unchecked")
    private List<RemovalFailure> failed(String day, String... services) {
        Refusal refusal = Refused.because(SERVICES_NOT_REMOVABLE, () -> leaving.removedOn(day, services));
        return (List<RemovalFailure>) refusal.facts().get("failures");
    }

    private Object earliestAllowedDate(String day, String... services) {
        return Refused.because(SERVICES_NOT_REMOVABLE, () -> leaving.removedOn(day, services))
                .facts()
                .get("earliestAllowedDate");
    }

    // The selection.

    @Test
    void refusesASelectionThatSaysNothingOrBothOrTheSameTwice() {
        leaving.service("web", "web");
        Refused.because(
                INVALID_REQUEST,
                () -> ServiceRemovalPlan.of(
                        new ServiceRemovalRequest(
                                "hosting", false, List.of(), null, null, null, null, null, null, null, null, null),
                        leaving.found(),
                        Ending.by(Role.AGENT, Leaving.NOW)));
        Refused.because(
                INVALID_REQUEST,
                () -> ServiceRemovalPlan.of(
                        new ServiceRemovalRequest(
                                "hosting", true, List.of("web"), null, null, null, null, null, null, null, null, null),
                        leaving.found(),
                        Ending.by(Role.AGENT, Leaving.NOW)));
        Refused.because(INVALID_REQUEST, () -> leaving.removed("web", "web"));
    }

    @Test
    void refusesServicesThatTheSubscriptionDoesNotHave() {
        leaving.service("web", "web");
        Refusal refusal = Refused.because(SERVICE_NOT_FOUND, () -> leaving.removed("web", "mail"));
        assertEquals(List.of("mail"), refusal.facts().get("serviceIds"));
    }

    @Test
    void asksWhetherCustomersMay() {
        leaving.service("web", "web");
        leaving.ending.funds.policy.selfServiceCancellation = false;
        Refused.because(SELF_SERVICE_NOT_ALLOWED, () -> leaving.removed(Role.CUSTOMER, null, "web"));
        // What is not there is told first.
        Refused.because(SERVICE_NOT_FOUND, () -> leaving.removed(Role.CUSTOMER, null, "mail"));
    }

    @Test
    void leavesTheServicesOfAnExpiredSubscriptionToItsEnd() {
        leaving.service("web", "web");
        leaving.ending.subscription.expiresOn = LocalDate.parse("2026-06-11");
        Refused.because(SUBSCRIPTION_EXPIRED, () -> leaving.removed("web"));
        leaving.ending.subscription.expiresOn = LocalDate.parse("2026-06-12");
        leaving.removed("web");
    }

    // Conditions.

    @Test
    void asksForAnActiveReceivable() {
        leaving.service("web", "web");
        leaving.ending.funds.account.receivableActive = false;
        assertEquals(List.of(Code.RECEIVABLE_NOT_ACTIVE), failures(null, "web"));
    }

    /** The other way round it would be refused too: whoever leaves last is held to what stays then. */
    @Test
    void asksWhatStaysAgainWhenTheNextServiceEnds() {
        leaving.service("web", "web");
        leaving.service("db1", "db");
        Service second = leaving.service("db2", "db");
        leaving.condition(Subject.SERVICE, "web", "db", null);
        leaving.removedOn("2026-07-01", "db1");
        second.schedule("C-1", LocalDate.parse("2026-07-15"), Instant.parse("2026-07-15T04:00:00Z"));
        assertEquals(List.of(Code.SERVICE_NEEDED), failures("2026-07-01", "db1"));

        var definition = new SubscriptionDefinition();
        definition.id = "basic";
        definition.name = "Basic";
        definition.servicesRemovable = true;
        definition.leastServices = 2;
        leaving.definition = definition;
        assertEquals(List.of(Code.DEFINITION_NEEDS_MORE_SERVICES, Code.SERVICE_NEEDED), failures("2026-07-01", "db1"));
        // What the other removal does alone is no reason against this one.
        leaving.service("mail", "mail");
        leaving.service("disk", "disk");
        leaving.removedOn("2026-07-01", "mail");
    }

    @Test
    void holdsToTheDefinitionOfTheSubscription() {
        leaving.service("web", "web");
        leaving.service("mail", "mail");
        leaving.service("disk", "disk");
        var definition = new SubscriptionDefinition();
        definition.id = "bundle";
        definition.name = "Bundle";
        leaving.definition = definition;
        definition.leastServices = 2;
        leaving.removed("disk");
        assertEquals(List.of(Code.DEFINITION_NEEDS_MORE_SERVICES), failures(null, "disk", "mail"));
        definition.mandatoryClasses = List.of("web", "phone");
        assertEquals(List.of(Code.DEFINITION_NEEDS_CLASS), failures(null, "web"));
        // None stays, so that none is missed.
        leaving.removed();
        definition.servicesRemovable = false;
        assertEquals(List.of(Code.DEFINITION_KEEPS_SERVICES), failures(null));
    }

    @Test
    void keepsWhatARestrictionHoldsInGeneralAndOfOneDistributor() {
        Service web = leaving.service("web", "web");
        leaving.service("mail", "mail");
        leaving.condition(Subject.SERVICE, "web", null, "north").alternative = "Call us.";
        leaving.removed("web");
        web.distributorId = "north";
        assertEquals(
                "Service web cannot be removed alone. Instead: Call us.",
                failed(null, "web").get(0).detail());
        leaving.condition(Subject.SERVICE, "mail", null, null);
        assertEquals(List.of(Code.SERVICE_RESTRICTED), failures(null, "mail"));
    }

    @Test
    void keepsWhatAServiceThatStaysNeedsUnlessAnotherOneIsLeft() {
        leaving.service("web", "web");
        Service shop = leaving.service("shop", "shop");
        leaving.condition(Subject.SERVICE, "shop", "web", null);
        RemovalFailure failure = failed(null, "web").get(0);
        assertEquals(Code.SERVICE_NEEDED, failure.code());
        assertEquals("shop", failure.id());
        assertEquals("condition-1", failure.conditionId());
        leaving.removed("web", "shop");
        leaving.removed("shop");
        leaving.service("web-2", "web");
        leaving.removed("web");
        // Of another distributor it holds for none of these.
        leaving.condition(Subject.SERVICE, "web", "shop", "north");
        leaving.removed("shop");
        shop.distributorId = "north";
        leaving.removed("shop");
    }

    @Test
    void keepsInstalledItemsThatAreHeldOrNeeded() {
        leaving.service("web", "web");
        leaving.service("tv", "tv");
        leaving.item("router", "web", "router");
        leaving.item("box", "tv", "box").distributorId = "north";
        leaving.condition(Subject.INSTALLED_ITEM, "box", "router", "north");
        RemovalFailure needed = failed(null, "web").get(0);
        assertEquals(Code.INSTALLED_ITEM_NEEDED, needed.code());
        assertEquals("box", needed.id());
        leaving.removed();
        leaving.condition(Subject.INSTALLED_ITEM, "box", null, "south");
        leaving.removed("tv");
        leaving.condition(Subject.INSTALLED_ITEM, "box", null, null);
        assertEquals(List.of(Code.INSTALLED_ITEM_RESTRICTED), failures(null, "tv"));
    }

    @Test
    void takesServicesInTheFiveStatesOfTheirLifeOnly() {
        Service web = leaving.service("web", "web");
        for (Service.BillingStatus standing : Service.BillingStatus.values()) {
            web.billingStatus = standing;
            if (standing == Service.BillingStatus.ORDERED) {
                assertEquals(List.of(Code.SERVICE_NOT_PROVIDED), failures(null, "web"));
            } else {
                leaving.removed("web");
            }
        }
    }

    @Test
    void tellsAllThatStandsInTheWayAtOnceAndNoDayWhereNoneHelps() {
        Service web = leaving.bound("web", "2027-01-01");
        web.billingStatus = Service.BillingStatus.ORDERED;
        BillingTerm term = leaving.term(PenaltyKind.NONE);
        term.duringBinding = BillingTerm.EarlyExit.NOT_ALLOWED;
        term.noticeCount = 30;
        leaving.condition(Subject.SERVICE, "web", null, null);
        leaving.ending.funds.account.receivableActive = false;
        assertEquals(
                List.of(
                        Code.RECEIVABLE_NOT_ACTIVE,
                        Code.SERVICE_RESTRICTED,
                        Code.SERVICE_NOT_PROVIDED,
                        Code.BOUND,
                        Code.NOTICE_TOO_SHORT),
                failures(null, "web"));
        assertNull(earliestAllowedDate(null, "web"));
    }

    // Terms.

    @Test
    void letsAServiceWithoutATermLeaveWhateverItsDates() {
        Service web = leaving.bound("web", "2027-01-01");
        web.cancelableFrom = LocalDate.parse("2026-12-01");
        // No definition of the class is active.
        assertNull(leaving.removed("web").cascade().services().get(0).penalty());
        web.termClass = null;
        leaving.term(PenaltyKind.NONE).duringBinding = BillingTerm.EarlyExit.NOT_ALLOWED;
        leaving.removed("web");
    }

    @Test
    void keepsAServiceInABindingThatCannotBeLeftAndProposesItsEnd() {
        leaving.bound("web", "2026-09-15");
        leaving.term(PenaltyKind.NONE).duringBinding = BillingTerm.EarlyExit.NOT_ALLOWED;
        assertEquals(List.of(Code.BOUND), failures("2026-09-14", "web"));
        assertEquals(LocalDate.parse("2026-09-15"), earliestAllowedDate("2026-09-14", "web"));
        leaving.removedOn("2026-09-15", "web");
        leaving.extended("web", "new-phone", "2026-10-01");
        assertEquals(LocalDate.parse("2026-10-01"), earliestAllowedDate("2026-09-15", "web"));
        assertEquals(
                List.of("new-phone"),
                leaving.removedOn("2026-10-01", "web")
                        .cascade()
                        .services()
                        .get(0)
                        .binding()
                        .extendedBecause());
    }

    @Test
    void holdsTheDayFromWhichItMayBeCanceledApartFromItsBinding() {
        Service web = leaving.bound("web", "2027-01-01");
        web.cancelableFrom = LocalDate.parse("2026-08-01");
        leaving.term(PenaltyKind.NONE);
        assertEquals(List.of(Code.NOT_CANCELABLE_YET), failures("2026-07-31", "web"));
        assertEquals(LocalDate.parse("2026-08-01"), earliestAllowedDate("2026-07-31", "web"));
        ServiceEnd end =
                leaving.removedOn("2026-08-01", "web").cascade().services().get(0);
        assertEquals(LocalDate.parse("2027-01-01"), end.binding().boundUntil());
        assertEquals(LocalDate.parse("2026-08-01"), end.binding().cancelableFrom());
    }

    @Test
    void countsNoticeFromTheDayOfAskingToTheEndOfBilling() {
        leaving.bound("web", "2026-06-01");
        BillingTerm term = leaving.term(PenaltyKind.NONE);
        term.noticeCount = 1;
        term.noticeUnit = PeriodUnit.MONTH;
        assertEquals(List.of(Code.NOTICE_TOO_SHORT), failures("2026-07-10", "web"));
        assertEquals(LocalDate.parse("2026-07-11"), earliestAllowedDate(null, "web"));
        leaving.removedOn("2026-07-11", "web");
        // The service may end at once, as long as it is billed to the end of the notice.
        leaving.billingEndsOn = LocalDate.parse("2026-07-11");
        ServiceEnd end = leaving.removed("web").cascade().services().get(0);
        assertEquals(LocalDate.parse("2026-06-11"), end.endsOn());
        assertEquals(LocalDate.parse("2026-07-11"), end.billingEndsOn());
    }

    @Test
    void proposesTheNextStartOfAPeriodAfterAllOtherDays() {
        leaving.bound("web", "2026-06-01");
        BillingTerm term = leaving.term(PenaltyKind.NONE);
        term.leavingOn = BillingTerm.LeavingOn.PERIOD_END;
        assertEquals(List.of(Code.NOT_A_PERIOD_END), failures("2026-06-30", "web"));
        assertEquals(LocalDate.parse("2026-07-01"), earliestAllowedDate("2026-06-30", "web"));
        leaving.removedOn("2026-07-01", "web");
        term.noticeCount = 30;
        assertEquals(LocalDate.parse("2026-08-01"), earliestAllowedDate("2026-07-01", "web"));
        leaving.removedOn("2026-08-01", "web");
    }

    @Test
    void proposesNoDayBehindTheTerm() {
        leaving.bound("web", "2026-12-01");
        leaving.term(PenaltyKind.NONE).duringBinding = BillingTerm.EarlyExit.NOT_ALLOWED;
        leaving.ending.subscription.expiresOn = LocalDate.parse("2026-11-30");
        assertNull(earliestAllowedDate("2026-07-01", "web"));
    }

    @Test
    void waitsForADayThatIsNotBilledWhereTheTermSaysSo() {
        leaving.bound("web", "2026-06-01");
        leaving.term(PenaltyKind.NONE).leavingOn = BillingTerm.LeavingOn.UNBILLED_DAY;
        leaving.ending.line(Billed.line("a", 3000).service("web").paid());
        assertEquals(List.of(Code.BILLED), failures("2026-06-30", "web"));
        assertEquals(LocalDate.parse("2026-07-01"), earliestAllowedDate("2026-06-30", "web"));
        leaving.removedOn("2026-07-01", "web");
    }

    @Test
    void refusesALaterDayThatIsBilledWhereNothingCanGoBackAndNobodyGivesItUp() {
        leaving.service("web", "web");
        leaving.ending.line(Billed.line("a", 3000).service("web").paid());
        leaving.ending.funds.policy.allowRefund = false;
        leaving.mode = null;
        assertEquals(List.of(Code.BILLED_WITHOUT_REFUND), failures("2026-06-20", "web"));
        assertEquals(LocalDate.parse("2026-07-01"), earliestAllowedDate("2026-06-20", "web"));
        leaving.removedOn("2026-07-01", "web");
        leaving.mode = RefundMode.NONE;
        leaving.removedOn("2026-06-20", "web");
    }

    @Test
    void holdsNothingAgainstALegalCause() {
        leaving.bound("web", "2027-01-01").cancelableFrom = LocalDate.parse("2026-12-01");
        BillingTerm term = leaving.term(PenaltyKind.PERCENT_OF_REST);
        term.penaltyPercent = 50_000;
        term.duringBinding = BillingTerm.EarlyExit.NOT_ALLOWED;
        term.noticeCount = 30;
        leaving.reason = new Reason("EXTRAORDINARY", "They moved abroad.");
        assertTrue(leaving.removed("web").amounts().penalties().penalty().isZero());
    }
}
