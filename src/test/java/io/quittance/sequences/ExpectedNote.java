package io.quittance.sequences;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A credit note, as it should stand. */
final class ExpectedNote {

    final String id;
    final Customer customer;
    final long amount;

    @Nullable
    ExpectedSubscription contract;

    @Nullable
    ExpectedItem item;

    @Nullable
    ExpectedLine line;

    /** The refund that has used it up; null while it is issued. */
    @Nullable
    ExpectedRefund usedBy;

    ExpectedNote(String id, Customer customer, long amount) {
        this.id = id;
        this.customer = customer;
        this.amount = amount;
    }

    /** Whether it was issued for one of these lines. */
    boolean namesAnyOf(Collection<ExpectedLine> lines) {
        return lines.stream()
                .anyMatch(each -> each == line
                        || (item != null && each.item == item)
                        || (contract != null && each.contract == contract));
    }

    /** Whether it says no to paying the same again: while it is issued, and of a line once it was paid out by itself. */
    boolean blocks() {
        return usedBy == null || (line != null && usedBy.parts.stream().anyMatch(part -> part.note() == this));
    }

    @Override
    public String toString() {
        return id;
    }
}
