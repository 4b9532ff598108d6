package io.quittance.openapi;

import static org.eclipse.microprofile.openapi.models.media.Schema.SchemaType.ARRAY;
import static org.eclipse.microprofile.openapi.models.media.Schema.SchemaType.BOOLEAN;
import static org.eclipse.microprofile.openapi.models.media.Schema.SchemaType.INTEGER;
import static org.eclipse.microprofile.openapi.models.media.Schema.SchemaType.OBJECT;
import static org.eclipse.microprofile.openapi.models.media.Schema.SchemaType.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.json.MoneyJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.joda.money.Money;

/** The JSON schemas of records, enums and amounts, each described once under a name of its own. */
final class Schemas {

    private static final Map<Class<?>, Supplier<Schema>> VALUES = Map.of(
            String.class, () -> of(STRING),
            boolean.class, () -> of(BOOLEAN),
            Boolean.class, () -> of(BOOLEAN),
            int.class, () -> of(INTEGER).format("int32"),
            Integer.class, () -> of(INTEGER).format("int32"),
            long.class, () -> of(INTEGER).format("int64"),
            Long.class, () -> of(INTEGER).format("int64"),
            LocalDate.class, () -> of(STRING).format("date"),
            Instant.class, () -> of(STRING).format("date-time"),
            JsonNode.class, () -> open(of(OBJECT)));

    private final Map<String, Schema> described = new TreeMap<>();
    private final Map<String, List<Class<?>>> owners = new HashMap<>();

    /** Begins with the requests, so that a record that is part of an answer too promises only what holds for both. */
    Schemas(List<Shape> requests) {
        requests.forEach(this::request);
    }

    /** All described types, by their names. */
    Map<String, Schema> described() {
        return described;
    }

    /** Says in words what a type is that was described. */
    void explain(Class<?> type, String text) {
        Objects.requireNonNull(described.get(Shape.of(type).name())).setDescription(text);
    }

    /** A request must have what its constraints ask for; what else is missing has its usual value. */
    Schema request(Shape shape) {
        return of(shape, Limits::isRequired);
    }

    /** The same request as a command takes it. */
    Schema command(Shape shape) {
        Schema request = request(shape);
        List<String> more = names(shape, Limits::isRequiredOfCommands);
        return more.isEmpty()
                ? request
                : OASFactory.createSchema().addAllOf(request).required(more);
    }

    /** An answer has everything that is not nullable. */
    Schema answer(Shape shape) {
        return of(shape, component -> !component.isNullable());
    }

    private Schema of(Shape shape, Predicate<Shape> required) {
        Class<?> type = shape.type();
        if (type == List.class) {
            return Limits.ofArray(of(ARRAY).items(of(shape.arguments().get(0), required)), shape);
        }
        if (type == Money.class) {
            return named(shape, Schemas::money);
        }
        if (type.isEnum()) {
            return named(shape, () -> oneOf(type));
        }
        if (type.isRecord()) {
            return named(shape, () -> object(shape, required));
        }
        Supplier<Schema> value = VALUES.get(type);
        if (value == null) {
            throw new IllegalStateException(type + " has no form in the API");
        }
        return Limits.ofValue(value.get(), shape);
    }

    private static Schema of(SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }

    /** Lets an object have any other members. */
    private static Schema open(Schema object) {
        return object.additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(true));
    }

    private Schema named(Shape shape, Supplier<Schema> form) {
        String name = shape.name();
        List<Class<?>> owner = owners.putIfAbsent(name, shape.types());
        if (owner == null) {
            described.put(name, form.get());
        } else if (!owner.equals(shape.types())) {
            throw new IllegalStateException(owner + " and " + shape.types() + " are both " + name + " in the API");
        }
        return OASFactory.createSchema().ref(name);
    }

    private Schema object(Shape shape, Predicate<Shape> required) {
        Schema object = of(OBJECT);
        names(shape, required).forEach(object::addRequired);
        for (Shape.Component component : shape.components()) {
            if (component.isRest()) {
                open(object);
            } else {
                object.addProperty(component.name(), of(component.shape(), required));
            }
        }
        return object;
    }

    private static List<String> names(Shape shape, Predicate<Shape> which) {
        return shape.components().stream()
                .filter(component -> !component.isRest() && which.test(component.shape()))
                .map(Shape.Component::name)
                .toList();
    }

    private static Schema oneOf(Class<?> type) {
        return of(STRING)
                .enumeration(Arrays.stream(type.getEnumConstants())
                        .<Object>map(constant -> ((Enum<?>) constant).name())
                        .toList());
    }

    private static Schema money() {
        return of(OBJECT)
                .description("An amount with the decimals of its currency.")
                .required(List.of("amount", "currency"))
                .addProperty(
                        "amount",
                        of(STRING).pattern("^" + MoneyJson.AMOUNT + "$").addExample("12.34"))
                .addProperty(
                        "currency",
                        of(STRING)
                                .pattern("^[A-Z]{3}$")
                                .description("ISO 4217.")
                                .addExample("USD"));
    }
}
