package io.quittance.openapi;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** The constraints of Bean Validation, translated to JSON Schema. */
final class Limits {

    private Limits() {}

    /** Returns true if every request must have the value. */
    static boolean isRequired(Shape shape) {
        return demands(shape).anyMatch(groups -> groups.length == 0);
    }

    /**
     * Returns true if only some requests must have the value: a constraint with a group applies to a command and not to
     * its preview.
     */
    static boolean isRequiredOfCommands(Shape shape) {
        return !isRequired(shape) && demands(shape).findAny().isPresent();
    }

    /** The groups of each constraint that a missing value breaks. */
    private static Stream<Class<?>[]> demands(Shape shape) {
        return shape.annotations().stream().flatMap(each -> {
            if (each instanceof NotNull demand) {
                return Stream.<Class<?>[]>of(demand.groups());
            }
            if (each instanceof NotBlank demand) {
                return Stream.<Class<?>[]>of(demand.groups());
            }
            if (each instanceof NotEmpty demand) {
                return Stream.<Class<?>[]>of(demand.groups());
            }
            return Stream.empty();
        });
    }

    /** Writes the limits of a text or a number into its schema. */
    static Schema ofValue(Schema value, Shape shape) {
        for (Annotation each : shape.annotations()) {
            if (each instanceof NotBlank || each instanceof NotEmpty) {
                value.setMinLength(1);
            } else if (each instanceof Size size) {
                size(size, value::setMinLength, value::setMaxLength);
            } else if (each instanceof Pattern pattern) {
                // Bean Validation matches the whole text, JSON Schema any part of it.
                value.setPattern("^(?:" + pattern.regexp() + ")$");
            } else if (each instanceof Min least) {
                value.setMinimum(BigDecimal.valueOf(least.value()));
            } else if (each instanceof Max most) {
                value.setMaximum(BigDecimal.valueOf(most.value()));
            }
        }
        return value;
    }

    /** Writes the limits of an array into its schema. */
    static Schema ofArray(Schema array, Shape shape) {
        for (Annotation each : shape.annotations()) {
            if (each instanceof NotEmpty) {
                array.setMinItems(1);
            } else if (each instanceof Size size) {
                size(size, array::setMinItems, array::setMaxItems);
            }
        }
        return array;
    }

    private static void size(Size size, IntConsumer least, IntConsumer most) {
        if (size.min() > 0) {
            least.accept(size.min());
        }
        if (size.max() < Integer.MAX_VALUE) {
            most.accept(size.max());
        }
    }
}
