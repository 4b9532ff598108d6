package io.quittance.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BillRunEndingTest {

    @Test
    void saysInSqlWhatTheStatesSay() {
        String states = Arrays.stream(BillRunState.values())
                .filter(BillRunState::isEnding)
                .map(state -> "'" + state + "'")
                .collect(Collectors.joining(", "));
        assertEquals("state in (" + states + ")", BillRun.ENDING);
    }
}
