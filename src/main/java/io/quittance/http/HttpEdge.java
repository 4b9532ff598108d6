package io.quittance.http;

import static io.quittance.call.RefusalReason.METHOD_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.PAYLOAD_TOO_LARGE;
import static io.quittance.call.RefusalReason.UNAUTHENTICATED;
import static io.quittance.call.RefusalReason.UNKNOWN_FUNCTION;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quittance.call.Caller;
import io.quittance.call.Functions;
import io.quittance.call.Gate;
import io.quittance.call.Refusal;
import io.quittance.call.SettingList;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Turns away over HTTP, before a body is read, what can be known to fail: unknown functions, GET on a function, callers
 * without a token or without the right, bodies that are too large.
 *
 * <p>Funqy answers GET on every function, commands too, and knows no roles; both are settled here. Everything is denied
 * but for the paths listed as open and the functions that ask for no token.
 */
@ApplicationScoped
public class HttpEdge {

    /** After authentication, which has a priority of 200. */
    private static final int PRIORITY = 50;

    /** The largest body of a caller without a token, in bytes. */
    private static final long LARGEST_FORM = 64 * 1024;

    private final Functions functions;
    private final long largest;
    private final Set<String> open;

    HttpEdge(
            Functions functions,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest,
            @ConfigProperty(name = "quittance.open-paths") List<String> open) {
        this.functions = functions;
        this.largest = largest.asLongValue();
        this.open = SettingList.entries(open);
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    private void admit(RoutingContext request) {
        String path = request.normalizedPath();
        if (open.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + "/"))) {
            request.next();
            return;
        }
        try {
            check(request, path);
        } catch (Refusal refusal) {
            request.fail(refusal);
            return;
        }
        request.next();
    }

    private void check(RoutingContext request, String path) {
        Optional<Functions.Function> called = functions.served(path.substring(1));
        boolean isOpen = called.filter(Functions.Function::isOpen).isPresent();
        Caller caller = isOpen ? null : caller(request);
        Functions.Function function =
                called.orElseThrow(() -> Refusal.of(UNKNOWN_FUNCTION, "There is no function at this path."));
        if (!HttpMethod.POST.equals(request.request().method())) {
            throw Refusal.of(
                    METHOD_NOT_ALLOWED,
                    "%s was called by %s.",
                    function.name(),
                    request.request().method().name());
        }
        if (caller != null) {
            Gate.admit(caller, function);
        }
        long most = isOpen ? LARGEST_FORM : largest;
        // Of a stranger, no body is read whose length is not known.
        if (announcedLength(request, isOpen ? Long.MAX_VALUE : 0) > most) {
            throw Refusal.of(PAYLOAD_TOO_LARGE, "The body has more than %d bytes, or does not say how many.", most);
        }
    }

    private static Caller caller(RoutingContext request) {
        if (request.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token) {
            return Caller.of(token);
        }
        throw Refusal.of(UNAUTHENTICATED, "The request carries no bearer token.");
    }

    private static long announcedLength(RoutingContext request, long otherwise) {
        String announced = request.request().getHeader("Content-Length");
        try {
            return announced == null ? otherwise : Long.parseLong(announced);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
