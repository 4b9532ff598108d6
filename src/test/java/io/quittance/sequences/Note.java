package io.quittance.sequences;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A credit note, as it should stand. */
final class Note {

    final String id;
    final Customer customer;
    final long amount;

    @Nullable
    Contract contract;

    @Nullable
    Item item;

    @Nullable
    Line line;

    /** The refund that has used it up; null while it is issued. */
    @Nullable
    Refund usedBy;

    Note(String id, Customer customer, long amount) {
        this.id = id;
        this.customer = customer;
        this.amount = amount;
    }

    /** Whether it was issued for one of these lines. */
    boolean namesAnyOf(Collection<Line> lines) {
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
