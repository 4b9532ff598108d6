package io.quittance.subscription.termination;

import static io.quittance.call.RefusalReason.EFFECTIVE_DATE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.INVALID_REQUEST;
import static io.quittance.call.RefusalReason.SUBSCRIPTION_HAS_NO_TERM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.call.Role;
import io.quittance.persistence.Timing;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.agreement.EndTiming;
import io.quittance.subscription.termination.EndDateRule.EndDay;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** It is 11 June 2026 in New York; the subscription began on 1 January. */
class EndDateRuleTest {

    private final Ending ending = new Ending();

    private EndDay day(EndTiming timing, @Nullable String effectiveOn, @Nullable Integer afterDays, Role role) {
        TerminationRequest request = Ending.request(timing, effectiveOn, afterDays, null);
        EndDateRule.mustNameItsDay(request);
        return EndDateRule.of(request, Agreement.UNSAID, ending.found(), Ending.by(role, Ending.NOW.toString()));
    }

    private EndDay day(EndTiming timing, @Nullable String effectiveOn, @Nullable Integer afterDays) {
        return day(timing, effectiveOn, afterDays, Role.AGENT);
    }

    private Refusal refused(
            RefusalReason reason, EndTiming timing, @Nullable String on, @Nullable Integer days, Role role) {
        Refusal refusal = assertThrows(Refusal.class, () -> day(timing, on, days, role));
        assertEquals(reason, refusal.reason());
        return refusal;
    }

    private static LocalDate june(int day) {
        return LocalDate.of(2026, 6, day);
    }

    @Test
    void endsOnANamedDayAtItsFirstMomentForTheAccount() {
        assertEquals(
                new EndDay(Timing.ON_DATE, june(20), Instant.parse("2026-06-20T04:00:00Z"), false),
                day(EndTiming.ON_DATE, "2026-06-20", null));
        assertEquals(
                new EndDay(Timing.AFTER_DAYS, june(13), Instant.parse("2026-06-13T04:00:00Z"), false),
                day(EndTiming.AFTER_DAYS, null, 2));
    }

    @Test
    void endsAtOnceWhereTheDayIsToday() {
        assertEquals(new EndDay(Timing.ON_DATE, june(11), null, true), day(EndTiming.ON_DATE, "2026-06-11", null));
        assertEquals(new EndDay(Timing.AFTER_DAYS, june(11), null, true), day(EndTiming.AFTER_DAYS, null, 0));
        ending.funds.policy.cancelDayUsed = true;
        assertEquals(new EndDay(Timing.IMMEDIATE, june(12), null, true), day(EndTiming.IMMEDIATE, null, null));
    }

    @Test
    void looksBackAsFarAsThePolicyLetsTheStaffAndNoDayFurther() {
        ending.funds.policy.backDatingDays = 10;
        assertEquals(
                new EndDay(Timing.ON_DATE, june(1), Instant.parse("2026-06-01T04:00:00Z"), true),
                day(EndTiming.ON_DATE, "2026-06-01", null));
        Refusal refusal = refused(EFFECTIVE_DATE_NOT_ALLOWED, EndTiming.ON_DATE, "2026-05-31", null, Role.AGENT);
        assertEquals(june(1), refusal.facts().get("earliest"));
        assertEquals(
                june(11),
                refused(EFFECTIVE_DATE_NOT_ALLOWED, EndTiming.ON_DATE, "2026-06-10", null, Role.CUSTOMER)
                        .facts()
                        .get("earliest"));
    }

    @Test
    void neverLooksBackBehindTheStart() {
        ending.funds.policy.backDatingDays = 3660;
        assertEquals(
                LocalDate.parse("2026-01-01"),
                refused(EFFECTIVE_DATE_NOT_ALLOWED, EndTiming.ON_DATE, "2025-12-31", null, Role.AGENT)
                        .facts()
                        .get("earliest"));
    }

    @Test
    void endsWithItsTermAndNotAfterIt() {
        refused(SUBSCRIPTION_HAS_NO_TERM, EndTiming.END_OF_TERM, null, null, Role.AGENT);
        ending.subscription.expiresOn = june(20);
        assertEquals(june(20), day(EndTiming.END_OF_TERM, null, null).on());
        assertEquals(june(20), day(EndTiming.AFTER_DAYS, null, 9).on());
        assertEquals(
                june(20),
                refused(EFFECTIVE_DATE_NOT_ALLOWED, EndTiming.AFTER_DAYS, null, 10, Role.AGENT)
                        .facts()
                        .get("latest"));
    }

    @Test
    void wantsTheDayThatItsTimingNeedsAndNoOther() {
        refused(INVALID_REQUEST, EndTiming.ON_DATE, null, null, Role.AGENT);
        refused(INVALID_REQUEST, EndTiming.AFTER_DAYS, null, null, Role.AGENT);
        refused(INVALID_REQUEST, EndTiming.IMMEDIATE, "2026-06-20", null, Role.AGENT);
        refused(INVALID_REQUEST, EndTiming.ON_DATE, "2026-06-20", 3, Role.AGENT);
    }

    /** The moment of asking would make every quote change. */
    @Test
    void namesNoMomentWhereNothingIsWaitedFor() {
        assertNull(ending.plan(EndTiming.IMMEDIATE, null, Ending.NOW.toString())
                .dates()
                .effectiveAt());
    }
}
