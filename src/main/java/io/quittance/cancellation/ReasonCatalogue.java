package io.quittance.cancellation;

import static io.quittance.call.RefusalReason.REASON_NOTE_MISSING;
import static io.quittance.call.RefusalReason.REASON_UNKNOWN;

import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.desk.Reason;
import io.quittance.persistence.CancellationReason;
import io.quittance.persistence.ReasonCategory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The reasons that may be given: the ten that hosting companies ask for, those with consequences of their own, and the
 * tenant's. A tenant's reason with the code of a standard one takes its place, or hides it where it is not active.
 */
public record ReasonCatalogue(List<Entry> entries) {

    /** The code of what no other code says. */
    public static final String OTHER = "OTHER";

    private static final List<Entry> STANDARD = List.of(
            new Entry("NO_LONGER_NEEDED", "It is no longer needed", false, true),
            new Entry("CLOSING_BUSINESS", "The business is closing", false, true),
            new Entry("TOO_EXPENSIVE", "It costs too much", false, true),
            new Entry("MOVING_TO_LARGER", "Replaced by a larger one", false, true),
            new Entry("MOVING_TO_SMALLER", "Replaced by a smaller one", false, true),
            new Entry("MOVING_LOCATION", "Replaced by one at another location", false, true),
            new Entry("NETWORK_PERFORMANCE", "The network is too slow", false, true),
            new Entry("SUPPORT_RESPONSE", "The support answers too late", false, true),
            new Entry("SALES_PROCESS", "Ordering and upgrading are too hard", false, true),
            new Entry("MOVING_TO_COMPETITOR", "Another company takes over", false, true),
            new Entry(
                    "WITHDRAWAL",
                    "Withdrawal from the contract, as the law allows",
                    false,
                    true,
                    ReasonCategory.WITHDRAWAL),
            new Entry(
                    "EXTRAORDINARY",
                    "The contract cannot reasonably be continued",
                    true,
                    true,
                    ReasonCategory.EXTRAORDINARY),
            new Entry("COOLING_OFF", "Canceled during the cooling-off period", false, true, ReasonCategory.COOLING_OFF),
            new Entry("GOODWILL", "Goodwill of the provider", true, false, ReasonCategory.GOODWILL),
            new Entry("DUNNING", "Invoices were not paid", false, false, ReasonCategory.DUNNING),
            new Entry("ERROR", "It was ordered or set up in error", true, false, ReasonCategory.ERROR),
            new Entry(OTHER, "Something else", true, true));

    /**
     * One reason.
     *
     * @param noteRequired whether the code requires a note
     * @param availableToCustomers whether customers may give it; otherwise only the staff may
     * @param category the category, which determines the legal consequences
     */
    public record Entry(
            String code, String title, boolean noteRequired, boolean availableToCustomers, ReasonCategory category) {

        /** One from which nothing follows. */
        Entry(String code, String title, boolean noteRequired, boolean availableToCustomers) {
            this(code, title, noteRequired, availableToCustomers, ReasonCategory.ORDINARY);
        }

        /** A tenant's own: what follows from it is said by itself, or else by the standard one of its code. */
        static Entry of(CancellationReason own) {
            ReasonCategory category = own.category == null ? standard(own.id) : own.category;
            return new Entry(
                    own.id,
                    own.title,
                    own.noteRequired || category.needsNote(),
                    own.availableToCustomers && !category.isForStaff(),
                    category);
        }

        private static ReasonCategory standard(String code) {
            return STANDARD.stream()
                    .filter(entry -> entry.code().equals(code))
                    .map(Entry::category)
                    .findFirst()
                    .orElse(ReasonCategory.ORDINARY);
        }
    }

    /** The catalogue of a tenant, as a role sees it. */
    public static ReasonCatalogue of(List<CancellationReason> tenants, Role role) {
        var entries = new ArrayList<>(STANDARD);
        for (CancellationReason own : tenants) {
            entries.removeIf(entry -> entry.code().equals(own.id));
            if (own.active) {
                entries.add(Entry.of(own));
            }
        }
        return new ReasonCatalogue(entries.stream()
                .filter(entry -> role != Role.CUSTOMER || entry.availableToCustomers())
                .toList());
    }

    /** The category of a reason; ordinary if there is no reason yet, or a refused one. */
    public ReasonCategory categoryOf(@Nullable Reason given) {
        return entries.stream()
                .filter(each -> given != null && each.code().equals(given.code()))
                .map(Entry::category)
                .findFirst()
                .orElse(ReasonCategory.ORDINARY);
    }

    /** The reason as it is kept; refuses an unknown code and a missing note. */
    public Reason check(Reason given) {
        String code = Objects.requireNonNullElse(given.code(), OTHER);
        Entry entry = entries.stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refusal.of(REASON_UNKNOWN, "%s is not in the catalogue.", code));
        if (entry.noteRequired() && !given.hasNote()) {
            throw Refusal.of(REASON_NOTE_MISSING, "The reason %s was given without a note.", code);
        }
        return new Reason(code, given.note());
    }
}
