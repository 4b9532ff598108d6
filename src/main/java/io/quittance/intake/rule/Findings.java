package io.quittance.intake.rule;

import io.quittance.call.InputError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** The bad values found so far, each with its JSON pointer. */
public final class Findings {

    private final List<InputError> errors = new ArrayList<>();

    /** Looks at one record. */
    public interface Check<T> {
        void of(String pointer, T each);
    }

    public List<InputError> all() {
        return List.copyOf(errors);
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    public void refuseIf(boolean bad, String pointer, String detail) {
        if (bad) {
            errors.add(new InputError(pointer, detail));
        }
    }

    public <T> void each(String pointer, List<T> records, Check<T> check) {
        for (int i = 0; i < records.size(); i++) {
            check.of(pointer + "/" + i, records.get(i));
        }
    }

    public <T> void unique(String pointer, List<T> records, Function<T, String> id, String field) {
        var seen = new HashSet<String>();
        each(pointer, records, (at, each) -> refuseIf(!seen.add(id.apply(each)), at + "/" + field, "is a duplicate"));
    }

    /** An amount that is not negative, in the account's currency where that is known. */
    public void money(String at, @Nullable Money money, @Nullable String currency) {
        money(at, money, currency, "the account's");
    }

    /**
     * An amount that is not negative, in a currency where that is known.
     *
     * @param whose currency it is
     */
    void money(String at, @Nullable Money money, @Nullable String currency, String whose) {
        if (money != null) {
            refuseIf(
                    currency != null && !money.getCurrencyUnit().getCode().equals(currency),
                    at + "/currency",
                    "must be " + whose + " currency, " + currency);
            refuseIf(money.isNegative(), at + "/amount", "must not be negative");
        }
    }
}
