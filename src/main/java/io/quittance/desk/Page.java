package io.quittance.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, in a fixed order.
 *
 * @param nextCursor send it as {@code cursor} for the next part; absent at the end
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** Rows a page where the caller says nothing. */
    public static final int USUAL = 50;

    /** The most that a caller may ask for. */
    public static final int MOST = 200;

    /** The number of rows to read for a page: one more than it shows, to know whether there is another page. */
    public static int rowsFor(@Nullable Integer limit) {
        return (limit == null ? USUAL : limit) + 1;
    }

    /** The page of some rows that were read by {@link #rowsFor}. */
    public static <T> Page<T> of(List<T> rows, @Nullable Integer limit, Function<T, Object> place) {
        int size = rowsFor(limit) - 1;
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        String last = String.valueOf(place.apply(rows.get(size - 1)));
        return new Page<>(
                List.copyOf(rows.subList(0, size)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(UTF_8)));
    }

    /** The same page of something else. */
    public <R> Page<R> map(Function<T, R> form) {
        return new Page<>(items.stream().map(form).toList(), nextCursor);
    }

    /** The place after which a page begins; {@code first} where the caller sends no cursor. */
    public static String placeAfter(@Nullable String cursor, String first) {
        if (cursor == null) {
            return first;
        }
        String place;
        try {
            place = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        } catch (IllegalArgumentException e) {
            throw notOurs();
        }
        // No id has it in it, and the database takes no text that has.
        if (place.indexOf('\0') >= 0) {
            throw notOurs();
        }
        return place;
    }

    /** The same where places are numbers. */
    public static long numberAfter(@Nullable String cursor) {
        try {
            return Long.parseLong(placeAfter(cursor, "0"));
        } catch (NumberFormatException e) {
            throw notOurs();
        }
    }

    /** The pattern of {@code like … escape '!'} for texts that begin so, capital or not. */
    public static @Nullable String startsWith(@Nullable String beginning) {
        return beginning == null ? null : beginning.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
    }

    /** The error for a cursor that no page has returned. */
    public static Refusal notOurs() {
        return Refusal.invalid(List.of(new InputError("/cursor", "must be the nextCursor of the page before")));
    }
}
