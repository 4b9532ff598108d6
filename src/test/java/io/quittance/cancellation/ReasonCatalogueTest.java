package io.quittance.cancellation;

import static io.quittance.call.RefusalReason.REASON_NOTE_MISSING;
import static io.quittance.call.RefusalReason.REASON_UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.call.Role;
import io.quittance.desk.Reason;
import io.quittance.persistence.CancellationReason;
import io.quittance.testing.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonCatalogueTest {

    private static CancellationReason reason(String code, boolean active) {
        var reason = new CancellationReason();
        reason.id = code;
        reason.title = code;
        reason.active = active;
        return reason;
    }

    private static Reason check(Reason reason, Role role, CancellationReason... own) {
        return ReasonCatalogue.of(List.of(own), role).check(reason);
    }

    @Test
    void asksForANoteWithOtherAndWithoutACode() {
        for (Reason bare : List.of(
                new Reason("OTHER", null), new Reason(null, null), new Reason(null, "  "), new Reason("ERROR", ""))) {
            Refused.because(REASON_NOTE_MISSING, () -> check(bare, Role.AGENT));
        }
        assertEquals(new Reason("OTHER", "We move."), check(new Reason(null, "We move."), Role.AGENT));
    }

    @Test
    void keepsTheReasonsOfTheStaffFromCustomers() {
        var dunning = new Reason("DUNNING", null);
        assertEquals(dunning, check(dunning, Role.AGENT));
        Refused.because(REASON_UNKNOWN, () -> check(dunning, Role.CUSTOMER));
    }

    @Test
    void takesTheTenantsOwnReasonsAndHidesWhatItHides() {
        CancellationReason own = reason("MOVED_ABROAD", true);
        CancellationReason hidden = reason("NO_LONGER_NEEDED", false);
        var abroad = new Reason("MOVED_ABROAD", null);
        assertEquals(abroad, check(abroad, Role.CUSTOMER, own, hidden));
        Refused.because(REASON_UNKNOWN, () -> check(new Reason("NO_LONGER_NEEDED", null), Role.AGENT, own, hidden));
    }
}
