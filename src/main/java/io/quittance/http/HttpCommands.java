package io.quittance.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quittance.call.CommandCount;
import io.quittance.call.Functions;
import io.quittance.call.Gate;
import io.quittance.call.RefusalReason;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * Counts the commands that come over HTTP, whatever stops them on their way: a bad token, a bad body, the business.
 *
 * <p>They are counted when the head of the answer is written: on Lambda nothing runs after its end.
 */
@ApplicationScoped
class HttpCommands {

    /** Before authentication, which has a priority of 200 and may turn a request away. */
    private static final int PRIORITY = 300;

    private static final String REFUSAL = HttpCommands.class.getName();
    private static final int FIRST_FAILURE = 400;

    private final Functions functions;
    private final CommandCount count;

    HttpCommands(Functions functions, CommandCount count) {
        this.functions = functions;
        this.count = count;
    }

    /** Notes why the request is refused, for the count. */
    static void refused(RoutingContext request, RefusalReason reason) {
        request.put(REFUSAL, reason);
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, PRIORITY);
    }

    private void watch(RoutingContext request) {
        Optional<Functions.Function> command =
                functions.served(request.normalizedPath().substring(1)).filter(Functions.Function::isCommand);
        command.ifPresent(function -> request.addHeadersEndHandler(head -> tell(request, function)));
        request.next();
    }

    private void tell(RoutingContext request, Functions.Function function) {
        RefusalReason refusal = request.get(REFUSAL);
        if (refusal == null && request.response().getStatusCode() >= FIRST_FAILURE) {
            refusal = RefusalReason.INTERNAL_ERROR;
        }
        count.answered(function, refusal, request.response().headers().contains(Gate.REPLAYED));
    }
}
