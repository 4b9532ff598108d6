package io.quittance.call;

import static io.quittance.call.RefusalReason.INVALID_REQUEST;
import static io.quittance.call.RefusalReason.NOT_ALLOWED;
import static io.quittance.call.RefusalReason.PUBLISHABLE_KEY_UNKNOWN;
import static io.quittance.call.RefusalReason.UNAUTHENTICATED;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Guards every function on every binding: records the caller and the key, and admits only the function's roles. */
@Roles
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class Gate {

    public static final String KEY = "Idempotency-Key";
    public static final String CORRELATION = "X-Correlation-Id";
    public static final int LONGEST_KEY = 255;
    public static final int LONGEST_CORRELATION = 128;
    public static final String REPLAYED = "Idempotency-Replayed";

    private final Call call;
    private final Functions functions;
    private final CurrentIdentityAssociation identity;
    private final CurrentVertxRequest http;
    private final AnonymousAccessRule door;

    Gate(
            Call call,
            Functions functions,
            CurrentIdentityAssociation identity,
            CurrentVertxRequest http,
            AnonymousAccessRule door) {
        this.call = call;
        this.functions = functions;
        this.identity = identity;
        this.http = http;
        this.door = door;
    }

    @AroundInvoke
    Object enter(InvocationContext invocation) throws Exception {
        if (call.source() == Call.Source.SCHEDULE) {
            return invocation.proceed();
        }
        Functions.Function function = functions.of(invocation.getMethod());
        if (call.source() == Call.Source.MESSAGE) {
            admit(call.caller(), function);
            if (function.isOpen()) {
                mustBeOfTheTenant(invocation.getParameters()[0]);
            }
            return invocation.proceed();
        }
        RoutingContext request = http.getCurrent();
        String address =
                request == null ? null : request.request().remoteAddress().hostAddress();
        Caller caller = function.isOpen() ? visitor(invocation.getParameters()[0], address) : caller();
        admit(caller, function);
        call.pass(function, caller, header(request, KEY, LONGEST_KEY));
        if (request != null) {
            // The address of an anonymous caller is not recorded.
            call.cameFrom(function.isOpen() ? null : address, header(request, CORRELATION, LONGEST_CORRELATION));
        }
        try {
            return invocation.proceed();
        } finally {
            if (call.isReplayed() && request != null) {
                request.response().putHeader(REPLAYED, "true");
            }
        }
    }

    private Caller caller() {
        if (identity.getIdentity().getPrincipal() instanceof JsonWebToken token) {
            return Caller.of(token);
        }
        throw Refusal.of(UNAUTHENTICATED, "The request carries no bearer token.");
    }

    /** A caller without a token; a token that is sent anyway does not matter. */
    private Caller visitor(@Nullable Object request, @Nullable String address) {
        return Caller.anonymous(door.admit(publishableKey(request), address));
    }

    /** Messages are one tenant's, and so must be the form in them. They are not counted: who sends them has the right to. */
    private void mustBeOfTheTenant(@Nullable Object request) {
        if (!door.tenantOf(publishableKey(request)).equals(call.caller().tenant())) {
            throw Refusal.of(PUBLISHABLE_KEY_UNKNOWN, "No tenant has this publishable key.");
        }
    }

    private static String publishableKey(@Nullable Object request) {
        String key = request instanceof PublicForm form ? form.publishableKey() : null;
        if (key == null || key.isBlank()) {
            throw Refusal.invalid(List.of(new InputError("/publishableKey", "must not be blank")));
        }
        return key;
    }

    /** Lets only the function's roles pass. */
    public static void admit(Caller caller, Functions.Function function) {
        if (!function.roles().contains(caller.role())) {
            throw Refusal.of(
                    NOT_ALLOWED,
                    "A caller with the role %s may not call %s.",
                    caller.role().group(),
                    function.name());
        }
    }

    private static @Nullable String header(@Nullable RoutingContext request, String name, int longest) {
        // Lambda splits a header at its commas, and two keys must not become one.
        String value = request == null
                ? null
                : String.join(",", request.request().headers().getAll(name));
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > longest) {
            throw Refusal.of(INVALID_REQUEST, "The header %s is longer than %d characters.", name, longest);
        }
        return value;
    }
}
