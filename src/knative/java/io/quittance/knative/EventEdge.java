package io.quittance.knative;

import static io.quittance.call.RefusalReason.METHOD_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.UNAUTHENTICATED;
import static io.quittance.call.RefusalReason.UNKNOWN_FUNCTION;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quittance.call.Caller;
import io.quittance.call.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Turns away what is no event that can be taken, and says who sends the others.
 *
 * <p>The binding takes events at every path and by every method; and what it cannot read fails as if it were our fault, so
 * that a broker would send it again. Events come to {@code /} only. Their token says who asks. Without one a delivery is
 * trusted where the process is configured for a tenant, as a queue's is, and nobody asks where it is not.
 */
@ApplicationScoped
public class EventEdge {

    /** After {@code HttpEdge}, which lets {@code /} pass and asks for a token everywhere else. */
    private static final int PRIORITY = 40;

    private final EventForm form;
    private final Optional<String> tenant;

    EventEdge(EventForm form, @ConfigProperty(name = "quittance.tenant") Optional<String> tenant) {
        this.form = form;
        this.tenant = tenant;
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    private void admit(RoutingContext request) {
        try {
            if (request.normalizedPath().equals("/")) {
                take(request);
            } else {
                call(request);
            }
        } catch (Refusal refusal) {
            request.fail(refusal);
        }
    }

    private void take(RoutingContext request) {
        Sender sender = sender(request);
        if (!EventForm.isEvent(request.request())) {
            throw Refusal.of(UNKNOWN_FUNCTION, "There is no function at this path, and the request is no event.");
        }
        HttpMethod method = request.request().method();
        if (!HttpMethod.POST.equals(method)) {
            throw Refusal.of(METHOD_NOT_ALLOWED, "An event was sent by %s.", method.name());
        }
        // The thread that serves all requests parses none.
        request.vertx()
                .executeBlocking(() -> new SentEvent(sender, form.data(request, sender)), false)
                .onFailure(request::fail)
                .onSuccess(event -> {
                    request.put(SentEvent.class.getName(), event);
                    request.next();
                });
    }

    private Sender sender(RoutingContext request) {
        if (request.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token) {
            Caller caller = Caller.of(token);
            return new Sender(caller.tenant(), caller);
        }
        return new Sender(
                tenant.orElseThrow(() -> Refusal.of(UNAUTHENTICATED, "The event carries no bearer token.")), null);
    }

    /**
     * At a function's own path the binding reads only what is said to be JSON, and fails where nothing was sent; the others ask
     * nobody what it is, and take nothing for an empty body.
     */
    private static void call(RoutingContext request) {
        if (EventForm.isEvent(request.request())) {
            throw Refusal.of(UNKNOWN_FUNCTION, "Events are taken at / only; their type names the function.");
        }
        request.request().headers().set("Content-Type", "application/json");
        if (request.body().buffer() == null && request instanceof RoutingContextInternal bodiless) {
            bodiless.setBody(Buffer.buffer());
        }
        request.next();
    }
}
