package io.quittance.persistence;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sets what only the database counts, for records that no books know. */
public final class Counters {

    private record Place(Class<?> type, String name) {}

    private static final Map<Place, Field> FIELDS = new ConcurrentHashMap<>();

    private Counters() {}

    /** Sets what of a line is paid, paid by credit, gone back and credited, in minor units. */
    public static void of(
            InvoiceLine line, long paid, long applied, long returned, long creditedNet, long creditedTax) {
        set(line, "paidMinor", paid);
        set(line, "appliedMinor", applied);
        set(line, "refundedMinor", returned);
        set(line, "creditedNetMinor", creditedNet);
        set(line, "creditedTaxMinor", creditedTax);
    }

    /** A refund of R-1 by a way, in a state, of the account harbor in dollars, asked for by somebody. */
    public static Refund refund(RefundState state, RefundDestination destination, int attempt, long amount) {
        var refund = new Refund();
        set(refund, "id", "R-1");
        set(refund, "accountId", "harbor");
        set(refund, "currency", "USD");
        set(refund, "requestedBy", "somebody");
        set(refund, "state", state);
        set(refund, "destination", destination);
        set(refund, "attempt", attempt);
        set(refund, "amountMinor", amount);
        return refund;
    }

    private static void set(Object target, String name, Object value) {
        try {
            FIELDS.computeIfAbsent(new Place(target.getClass(), name), Counters::field)
                    .set(target, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field(Place place) {
        try {
            Field field = place.type().getDeclaredField(place.name());
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
