package io.quittance.http;

import static io.quittance.call.RefusalReason.INTERNAL_ERROR;
import static io.quittance.call.RefusalReason.INVALID_REQUEST;
import static io.quittance.call.RefusalReason.METHOD_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.NOT_ALLOWED;
import static io.quittance.call.RefusalReason.PAYLOAD_TOO_LARGE;
import static io.quittance.call.RefusalReason.UNAUTHENTICATED;
import static io.quittance.call.RefusalReason.UNAVAILABLE;
import static io.quittance.call.RefusalReason.UNKNOWN_FUNCTION;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quittance.call.Functions;
import io.quittance.call.Problem;
import io.quittance.call.Refusal;
import io.quittance.json.BadJson;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one failure handler over HTTP: whatever goes wrong, on whichever way, leaves as a {@link Problem}.
 *
 * <p>Funqy wraps the exceptions of functions and answers malformed JSON with an empty 400; here the former are
 * unwrapped, and the latter is explained by reading the body once more.
 */
@ApplicationScoped
public class FailureForm {

    private static final Logger LOG = Logger.getLogger(FailureForm.class);

    private final Functions functions;
    private final BadJson json;
    private final ObjectMapper mapper;

    FailureForm(Functions functions, BadJson json, ObjectMapper mapper) {
        this.functions = functions;
        this.json = json;
        this.mapper = mapper;
    }

    void register(@Observes Router router) {
        router.route().order(-1).failureHandler(this::tell);
        // Behind every other route: what nobody has answered.
        router.route().order(Integer.MAX_VALUE).handler(request -> request.fail(404));
    }

    private void tell(RoutingContext request) {
        if (request.response().ended() || request.response().headWritten()) {
            return;
        }
        Refusal refusal = refusalOf(request);
        HttpCommands.refused(request, refusal.reason());
        Problem problem = refusal.problem();
        if (problem.status() == 401) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
        }
        if (problem.status() == 405) {
            request.response().putHeader("Allow", "POST");
        }
        if (refusal.reason().isPassing()) {
            request.response()
                    .putHeader("Retry-After", String.valueOf(refusal.facts().getOrDefault("retryAfter", 2)));
        }
        if (problem.status() == 413) {
            // The rest of the body is not read.
            request.response().putHeader("Connection", "close");
        }
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(write(problem));
    }

    private Refusal refusalOf(RoutingContext request) {
        for (Throwable cause = request.failure(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
            if (cause instanceof AuthenticationException || cause instanceof UnauthorizedException) {
                return Refusal.of(UNAUTHENTICATED, "The token is not valid.");
            }
            if (cause instanceof ForbiddenException) {
                return Refusal.of(NOT_ALLOWED, "The caller may not do this.");
            }
            if (cause instanceof RejectedExecutionException) {
                return Refusal.of(UNAVAILABLE, "Too much is asked at once.");
            }
        }
        return switch (request.statusCode()) {
            case 400 -> unreadable(request);
            case 401 -> Refusal.of(UNAUTHENTICATED, "The token is not valid.");
            case 403 -> Refusal.of(NOT_ALLOWED, "The caller may not do this.");
            case 404 -> Refusal.of(UNKNOWN_FUNCTION, "There is no function at this path.");
            case 405 -> Refusal.of(METHOD_NOT_ALLOWED, "The method is not the right one.");
            case 413 -> Refusal.of(PAYLOAD_TOO_LARGE, "The body is too large.");
            case 503 -> Refusal.of(UNAVAILABLE, "Too much is asked at once.");
            default -> ourFault(request.failure());
        };
    }

    private Refusal unreadable(RoutingContext request) {
        byte[] body = request.body() == null || request.body().buffer() == null
                ? new byte[0]
                : request.body().buffer().getBytes();
        return functions
                .named(request.normalizedPath().substring(1))
                .map(Functions.Function::requestType)
                .map(type -> json.explain(body, type))
                .orElseGet(() -> Refusal.of(INVALID_REQUEST, "The request cannot be read."));
    }

    private static Refusal ourFault(@Nullable Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(failure, "Error %s", id);
        return Refusal.of(INTERNAL_ERROR, "The call has failed; the error's id is %s.", id)
                .with("errorId", id);
    }

    private String write(Problem problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem cannot be written", e);
        }
    }
}
