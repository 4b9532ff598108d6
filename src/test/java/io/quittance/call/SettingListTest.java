package io.quittance.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingListTest {

    @Test
    void leavesOutTheSpacesBesideTheCommas() {
        assertEquals(
                Set.of("list-refunds", "get-bill-run"), SettingList.entries(List.of("list-refunds ", " get-bill-run")));
    }

    /** An open path that is empty would open all of them. */
    @Test
    void takesNothingForNoEntry() {
        assertEquals(Set.of("/problems"), SettingList.entries(List.of("", " ", "/problems", "\n")));
    }
}
