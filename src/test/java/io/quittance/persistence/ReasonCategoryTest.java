package io.quittance.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.persistence.Policy.CreditPolicy;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from each kind of reason, as the page of the rules has it. */
class ReasonCategoryTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # category,    no penalty, no fee, owed,  worth,    undone, staff, note
            ORDINARY,      false,      false,  false, NONE,     false,  false, false
            WITHDRAWAL,    true,       true,   true,  PRORATED, true,   false, false
            EXTRAORDINARY, true,       true,   false, PRORATED, false,  false, true
            COOLING_OFF,   true,       true,   false, FULL,     true,   false, false
            GOODWILL,      false,      true,   false, NONE,     false,  true,  false
            ERROR,         true,       true,   false, FULL,     true,   true,  false
            DUNNING,       false,      false,  false, NONE,     false,  true,  false
            """)
    void hasItsConsequences(
            ReasonCategory category,
            boolean withoutPenalty,
            boolean withoutFee,
            boolean owed,
            CreditPolicy worth,
            boolean undone,
            boolean staff,
            boolean note) {
        assertEquals(withoutPenalty, category.isWithoutPenalty());
        assertEquals(withoutFee, category.isWithoutFee());
        assertEquals(owed, category.isRefundOwed());
        assertEquals(owed ? OptionalInt.of(14) : OptionalInt.empty(), category.refundDueDays());
        assertEquals(worth, category.worthAtLeast());
        assertEquals(undone, category.undoesTheContract());
        assertEquals(staff, category.isForStaff());
        assertEquals(note, category.needsNote());
    }
}
