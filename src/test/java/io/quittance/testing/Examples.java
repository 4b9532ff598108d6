package io.quittance.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Examples of records, made from their components. */
public final class Examples {

    private Examples() {}

    /**
     * An example of a record.
     *
     * @param full whether it has what may be absent
     */
    public static <T> T of(Class<T> type, boolean full) {
        return type.cast(value(type, Map.of(), full));
    }

    /** An example of a record that may have type arguments. */
    public static Object of(Type type, boolean full) {
        return value(type, Map.of(), full);
    }

    private static Object value(Type type, Map<Type, Type> variables, boolean full) {
        if (type instanceof TypeVariable<?>) {
            return value(Objects.requireNonNull(variables.get(type)), Map.of(), full);
        }
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == List.class) {
                return List.of(value(generic.getActualTypeArguments()[0], variables, full));
            }
            var arguments = new HashMap<Type, Type>();
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                arguments.put(raw.getTypeParameters()[i], generic.getActualTypeArguments()[i]);
            }
            return record(raw, arguments, full);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        if (plain.isRecord()) {
            return record(plain, Map.of(), full);
        }
        if (plain == JsonNode.class) {
            return JsonNodeFactory.instance.objectNode().put("a", 1);
        }
        return switch (plain.getName()) {
            case "int", "java.lang.Integer" -> 1;
            case "long", "java.lang.Long" -> 1L;
            case "boolean", "java.lang.Boolean" -> true;
            case "java.time.LocalDate" -> LocalDate.parse("2026-06-10");
            case "java.time.Instant" -> Instant.parse("2026-06-10T12:00:00Z");
            case "org.joda.money.Money" -> Money.ofMinor(CurrencyUnit.USD, -1234);
            case "java.lang.String" -> "x";
            default -> throw new IllegalStateException("There is no example of " + plain);
        };
    }

    private static Object record(Class<?> type, Map<Type, Type> variables, boolean full) {
        var types = new ArrayList<Class<?>>();
        var values = new ArrayList<@Nullable Object>();
        for (RecordComponent component : type.getRecordComponents()) {
            types.add(component.getType());
            boolean left = component.getAnnotatedType().isAnnotationPresent(Nullable.class) && !full;
            values.add(left ? null : value(component.getGenericType(), variables, full));
        }
        try {
            var constructor = type.getDeclaredConstructor(types.toArray(new Class<?>[0]));
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("There is no example of " + type, e);
        }
    }
}
