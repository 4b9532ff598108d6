package io.quittance.sequences;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cancellation request, as it should stand. */
final class Request {

    final String name;
    final Customer customer;
    final List<Row> rows = new ArrayList<>();
    String state = "PENDING";

    Request(String name, Customer customer) {
        this.name = name;
        this.customer = customer;
    }

    /** One item of it. */
    static final class Row {

        final Item item;
        final boolean atOnce;
        final boolean associated;
        LocalDate on;
        String result = "WAITING";

        @Nullable
        End end;

        Row(Item item, boolean atOnce, boolean associated, LocalDate on) {
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
    static boolean hasEnded(Row row, World world, Instant now) {
        return row.result.equals("CANCELED") || (row.result.equals("SCHEDULED") && world.hasEnded(row.item, now));
    }

    boolean isDone(World world, Instant now) {
        return state.equals("COMPLETE")
                || (state.equals("APPROVED")
                        && rows.stream().allMatch(row -> !row.isOpen() || hasEnded(row, world, now)));
    }
}
