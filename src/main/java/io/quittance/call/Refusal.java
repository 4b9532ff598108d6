package io.quittance.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one exception for a business reason or a bad request.
 *
 * <p>The desk rolls the effect back and keeps the refusal as the answer; {@link Problem} gives it its form.
 */
public class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final RefusalReason reason;
    private final String fact;
    private final transient Map<String, Object> facts;
    private final transient @Nullable Problem told;

    private Refusal(RefusalReason reason, String fact, Map<String, Object> facts) {
        super(reason + ": " + fact, null, false, true);
        this.reason = reason;
        this.facts = facts;
        this.fact = fact;
        this.told = null;
    }

    private Refusal(Problem told) {
        super(told.reason() + ": " + told.detail(), null, false, true);
        this.reason = told.reason();
        this.fact = told.detail();
        this.facts = told.facts();
        this.told = told;
    }

    /** A refusal with its fact as one sentence. */
    public static Refusal of(RefusalReason reason, String fact, @Nullable Object... arguments) {
        return new Refusal(reason, String.format(Locale.ROOT, fact, arguments), Map.of());
    }

    /** The same with facts for machines: ids, days, what changed. */
    public Refusal with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Refusal(reason, fact, more);
    }

    /** A refusal that was given before and is given again, word by word. */
    public static Refusal again(Problem told) {
        return new Refusal(told);
    }

    /** Bad input: each bad value with its JSON pointer, all at once. */
    public static Refusal invalid(List<InputError> errors) {
        return of(
                        RefusalReason.INVALID_REQUEST,
                        errors.size() == 1 ? "One value is not valid." : "%d values are not valid.",
                        errors.size())
                .with("errors", errors);
    }

    public RefusalReason reason() {
        return reason;
    }

    /** The fact that prevents the command, as one sentence. */
    public String fact() {
        return fact;
    }

    public Map<String, Object> facts() {
        return facts;
    }

    /** Its form for the caller. */
    public Problem problem() {
        return told == null ? Problem.of(this, fact + " " + reason.next()) : told;
    }

    /** Its form where it is kept as a command's answer. */
    public Problem kept() {
        return Problem.of(this, fact + " " + reason.next() + " A new try needs a new idempotency key.");
    }
}
