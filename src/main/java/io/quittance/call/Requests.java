package io.quittance.call;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/** Checks a request by the annotations of its record, and reports all errors at once. */
@ApplicationScoped
public class Requests {

    /** Quarkus's own reads the annotations of all requests when it starts; this one reads them when the first of a kind comes. */
    private final Validator validator = Validation.byProvider(HibernateValidator.class)
            .configure()
            .ignoreXmlConfiguration()
            .messageInterpolator(new ParameterMessageInterpolator(Set.of(Locale.ENGLISH), Locale.ENGLISH, false))
            .buildValidatorFactory()
            .getValidator();

    /** The request itself, or a refusal. */
    public <Q> Q valid(@Nullable Q request, Class<?>... groups) {
        if (request == null) {
            throw Refusal.invalid(List.of(new InputError("", "must be a JSON object; the body is empty")));
        }
        List<InputError> errors = validator.validate(request, groups).stream()
                .map(violation -> new InputError(pointer(violation), detail(violation)))
                .sorted(Comparator.comparing(InputError::pointer))
                .toList();
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        return request;
    }

    /** The message of the constraint; a limit of a list counts its entries. */
    private static String detail(ConstraintViolation<?> violation) {
        Map<String, Object> limits = violation.getConstraintDescriptor().getAttributes();
        return violation.getInvalidValue() instanceof Collection<?> && limits.containsKey("max")
                ? "must have at most " + limits.get("max") + " entries"
                : violation.getMessage();
    }

    private static String pointer(ConstraintViolation<?> violation) {
        var pointer = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }
}
