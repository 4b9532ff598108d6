package io.quittance.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days and moments in JSON: of the years 1900 to 9999. Java reads years that the database cannot keep, and a day far away is
 * a slip of the pen.
 *
 * <p>Only those of our own classes are looked at, and not where what we have written is read again: a day that was computed
 * may lie behind the last one that is taken.
 */
final class TimeJson extends SimpleModule {

    private static final long serialVersionUID = 1;

    /** An attribute of readers that take any year. */
    static final String ANY_YEAR = TimeJson.class.getName() + ".any-year";

    private static final String YEARS = ", of the years 1900 to 9999";
    static final String DAY = "a day such as 2026-01-31" + YEARS;
    static final String MOMENT = "a moment such as 2026-01-31T12:00:00Z" + YEARS;

    TimeJson() {
        setDeserializerModifier(new Bounds());
    }

    /** Takes precedence over the usual readers, in whatever order their modules are registered. */
    private static final class Bounds extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription type, JsonDeserializer<?> usual) {
            if (type.getBeanClass() == LocalDate.class) {
                return new Reader<>(LocalDate.class, usual, LocalDate.of(1900, 1, 1), LocalDate.of(9999, 12, 31), DAY);
            }
            if (type.getBeanClass() == Instant.class) {
                return new Reader<>(
                        Instant.class,
                        usual,
                        Instant.parse("1900-01-01T00:00:00Z"),
                        Instant.parse("9999-12-31T23:59:59.999999999Z"),
                        MOMENT);
            }
            return usual;
        }
    }

    private static final class Reader<T extends Comparable<? super T>> extends StdScalarDeserializer<T>
            implements ContextualDeserializer {
        private static final long serialVersionUID = 1;

        private final Class<T> type;
        private final transient JsonDeserializer<?> usual;
        private final transient T first;
        private final transient T last;
        private final String form;

        Reader(Class<T> type, JsonDeserializer<?> usual, T first, T last, String form) {
            super(type);
            this.type = type;
            this.usual = usual;
            this.first = first;
            this.last = last;
            this.form = form;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property)
                throws JsonMappingException {
            JsonDeserializer<?> here =
                    context.handlePrimaryContextualization(usual, property, context.constructType(type));
            boolean isOurs = property != null
                    && property.getMember() != null
                    && StrictJson.isOurs(property.getMember().getDeclaringClass());
            return isOurs ? new Reader<>(type, here, first, last, form) : here;
        }

        @Override
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            T time = type.cast(usual.deserialize(parser, context));
            boolean taken = time == null
                    || context.getAttribute(ANY_YEAR) != null
                    || (time.compareTo(first) >= 0 && time.compareTo(last) <= 0);
            return taken ? time : type.cast(context.handleWeirdStringValue(type, "", form));
        }
    }
}
