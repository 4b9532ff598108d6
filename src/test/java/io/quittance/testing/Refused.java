package io.quittance.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import org.junit.jupiter.api.function.Executable;

/** What a rule refuses. */
public final class Refused {

    private Refused() {}

    /** Asserts that something is refused for a reason, and hands the refusal on. */
    public static Refusal because(RefusalReason reason, Executable what) {
        Refusal refusal = assertThrows(Refusal.class, what);
        assertEquals(reason, refusal.reason());
        return refusal;
    }
}
