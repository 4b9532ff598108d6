package io.quittance.persistence;

import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a list, of which the caller may leave out any.
 *
 * <p>Conditions are fixed texts of ours (the entity is {@code it}) in Hibernate's query language, so that the tenant is added to them; values are
 * only ever bound.
 */
public final class Where {

    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

    private final List<String> conditions = new ArrayList<>();
    private final List<Bound> bound = new ArrayList<>();

    private record Bound(String name, Object value) {}

    private Where() {}

    /** Begins with a condition that always holds. */
    public static Where of(String condition, Object... values) {
        return new Where().and(condition, values);
    }

    /**
     * Adds a condition, unless a value for it is missing.
     *
     * @param values one per parameter name, in the order of their first occurrence in the condition
     */
    public Where and(String condition, @Nullable Object... values) {
        Set<String> names = new LinkedHashSet<>();
        for (Matcher matcher = PARAMETER.matcher(condition); matcher.find(); ) {
            names.add(matcher.group(1));
        }
        if (names.size() != values.length) {
            throw new IllegalArgumentException(condition + " takes " + names.size() + " values");
        }
        var found = new ArrayList<Bound>();
        int i = 0;
        for (String name : names) {
            Object value = values[i++];
            if (value == null) {
                return this;
            }
            found.add(new Bound(name, value));
        }
        conditions.add("(" + condition + ")");
        bound.addAll(found);
        return this;
    }

    /** The first rows, in an order. */
    public <E extends TenantRecord> List<E> list(Class<E> entity, String order, int most) {
        TypedQuery<E> query = TenantRecord.getEntityManager()
                .createQuery(
                        "from " + entity.getSimpleName() + " it where " + String.join(" and ", conditions)
                                + " order by " + order,
                        entity);
        bound.forEach(each -> query.setParameter(each.name(), each.value()));
        return query.setMaxResults(most).getResultList();
    }
}
