package io.quittance.openapi;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type at one place of a request or an answer: with its known type arguments and the annotations of the place.
 *
 * <p>Constraints and {@code @Nullable} are read from the use of the type, the one place where a record keeps them all.
 */
record Shape(Class<?> type, List<Shape> arguments, List<Annotation> annotations) {

    /**
     * A member of a record.
     *
     * @param isRest whether it holds all members of the JSON object without a component of their own
     */
    record Component(String name, Shape shape, boolean isRest) {}

    static Shape of(Class<?> type) {
        return new Shape(type, List.of(), List.of());
    }

    static Shape of(AnnotatedType place) {
        return of(place, Map.of());
    }

    private static Shape of(AnnotatedType place, Map<Type, Shape> variables) {
        List<Annotation> annotations = List.of(place.getAnnotations());
        Shape known = variables.get(place.getType());
        if (known != null) {
            return new Shape(known.type, known.arguments, join(known.annotations, annotations));
        }
        if (place instanceof AnnotatedParameterizedType generic
                && generic.getType() instanceof ParameterizedType type) {
            List<Shape> arguments = Arrays.stream(generic.getAnnotatedActualTypeArguments())
                    .map(argument -> of(argument, variables))
                    .toList();
            return new Shape((Class<?>) type.getRawType(), arguments, annotations);
        }
        if (place.getType() instanceof Class<?> type) {
            return new Shape(type, List.of(), annotations);
        }
        throw new IllegalStateException(place + " has no form in the API");
    }

    /** The members that a record has in JSON, in their order: its components, and in place of an unwrapped one those of that. */
    List<Component> components() {
        Map<Type, Shape> variables = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            variables.put(type.getTypeParameters()[i], arguments.get(i));
        }
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> members(component, of(component.getAnnotatedType(), variables)))
                .toList();
    }

    private static Stream<Component> members(RecordComponent component, Shape shape) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                ? shape.components().stream()
                : Stream.of(new Component(component.getName(), shape, isRest(component)));
    }

    private static boolean isRest(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonAnyGetter.class);
    }

    boolean isNullable() {
        return annotations.stream().anyMatch(Nullable.class::isInstance);
    }

    /**
     * Its name in the API: {@code ListAccountsRow} for the {@code Row} of {@code ListAccounts}, {@code PageOfListAccountsRow}
     * for a page of them. It says nothing of other types, so that a new one never changes it.
     */
    String name() {
        String own = nameOf(type);
        return arguments.isEmpty()
                ? own
                : own + "Of" + arguments.stream().map(Shape::name).collect(Collectors.joining("And"));
    }

    /** The Java types of the name. */
    List<Class<?>> types() {
        return Stream.<Class<?>>concat(Stream.of(type), arguments.stream().flatMap(each -> each.types().stream()))
                .toList();
    }

    private static String nameOf(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        String own = type.getSimpleName();
        return around == null || own.startsWith(around.getSimpleName()) ? own : nameOf(around) + own;
    }

    private static List<Annotation> join(List<Annotation> some, List<Annotation> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
