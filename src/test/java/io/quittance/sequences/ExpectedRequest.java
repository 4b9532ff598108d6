package io.quittance.sequences;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cancellation request, as it should stand. */
final class ExpectedRequest {

    final String name;
    final Customer customer;
    final List<ExpectedRow> rows = new ArrayList<>();
    String state = "PENDING";

    ExpectedRequest(String name, Customer customer) {
        this.name = name;
        this.customer = customer;
    }

    /** One item of it. */
    static final class ExpectedRow {

        final ExpectedItem item;
        final boolean atOnce;
        final boolean associated;
        LocalDate on;
        String result = "WAITING";

        @Nullable
        ExpectedEnd end;

        ExpectedRow(ExpectedItem item, boolean atOnce, boolean associated, LocalDate on) {
            this.item = item;
            this.atOnce = atOnce;
            this.associated = associated;
            this.on = on;
        }

        boolean isOpen() {
            return result.equals("WAITING") || result.equals("SCHEDULED");
        }
    }

    /** Whether an item of it has ended by it, by the clock. */
    static boolean hasEnded(ExpectedRow row, World world, Instant now) {
        return row.result.equals("CANCELED") || (row.result.equals("SCHEDULED") && world.hasEnded(row.item, now));
    }

    boolean isDone(World world, Instant now) {
        return state.equals("COMPLETE")
                || (state.equals("APPROVED")
                        && rows.stream().allMatch(row -> !row.isOpen() || hasEnded(row, world, now)));
    }
}
