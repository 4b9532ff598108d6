package io.quittance.call;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * All functions, by their Funqy names: what they take, what they answer, and who may call them. The doors of a binding,
 * which only hand messages on to functions, name no roles and are none of them.
 *
 * <p>A process can be limited to some functions ({@code quittance.functions}): each Lambda serves its own.
 */
@ApplicationScoped
public class Functions {

    private final Map<String, Function> byName = FunctionRecorder.registry.invokers().stream()
            .filter(invoker -> invoker.getMethod().isAnnotationPresent(Roles.class))
            .map(Functions::describe)
            .collect(Collectors.toMap(Function::name, function -> function, Functions::refuseTwins, TreeMap::new));

    private final Optional<Set<String>> served;

    /** @param served the names of those that this process serves; all, where none are given */
    public Functions(@ConfigProperty(name = "quittance.functions") Optional<Set<String>> served) {
        this.served = served.map(SettingList::entries);
    }

    /**
     * One function.
     *
     * @param requestType null where it takes nothing
     * @param roles the roles that may call it; if it names none, no one may
     */
    public record Function(
            String name, Method method, @Nullable Type requestType, Type answerType, List<Role> roles) {

        /** Returns true if it is called without a token, and only so. */
        public boolean isOpen() {
            return roles.contains(Role.ANONYMOUS);
        }

        /** Returns true if it is executed once per idempotency key. */
        public boolean isCommand() {
            return method.isAnnotationPresent(Command.class);
        }

        /** Calls the function as its bindings do: through the gate. */
        @Nullable
        public Object call(@Nullable Object request) {
            try (InstanceHandle<?> function = Arc.container().instance(method.getDeclaringClass())) {
                return requestType == null ? method.invoke(function.get()) : method.invoke(function.get(), request);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public Optional<Function> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The same, where this process serves it. */
    public Optional<Function> served(String name) {
        return named(name).filter(function -> served.isEmpty() || served.get().contains(name));
    }

    /** The function that a method is. */
    public Function of(Method method) {
        return byName.values().stream()
                .filter(function -> function.method().equals(method))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(method + " is not a function"));
    }

    /** In the order of their names. */
    public Collection<Function> all() {
        return byName.values();
    }

    private static Function describe(FunctionInvoker invoker) {
        Method method = invoker.getMethod();
        Roles roles = method.getAnnotation(Roles.class);
        return new Function(
                invoker.getName(),
                method,
                invoker.hasInput() ? method.getGenericParameterTypes()[0] : null,
                method.getGenericReturnType(),
                roles == null ? List.of() : List.of(roles.value()));
    }

    private static Function refuseTwins(Function one, Function other) {
        throw new IllegalStateException("Two functions are named " + one.name() + ": " + other.method());
    }
}
