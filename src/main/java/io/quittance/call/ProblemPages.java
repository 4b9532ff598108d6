package io.quittance.call;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.Optional;

/** The page of each problem type, made of {@link RefusalReason}, so that a problem's {@code type} can be opened. */
@ApplicationScoped
public class ProblemPages {

    public static final String PATH = "/problems/";

    void serve(@Observes Router router) {
        router.get(PATH + ":page").handler(this::page);
    }

    private void page(RoutingContext request) {
        Optional<RefusalReason> reason = Arrays.stream(RefusalReason.values())
                .filter(each -> each.page().equals(request.pathParam("page")))
                .findFirst();
        if (reason.isEmpty()) {
            request.fail(404);
            return;
        }
        request.response().putHeader("Content-Type", "text/html; charset=utf-8").end(html(reason.get()));
    }

    private static String html(RefusalReason reason) {
        return """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>%1$s</title></head>
                <body><h1>%1$s</h1><p>Reason <code>%2$s</code>, HTTP status %3$d.</p><p>%4$s</p><p>%5$s</p></body></html>
                """.formatted(
                        reason.title(),
                        reason,
                        reason.status(),
                        reason.next(),
                        reason.isAnswer()
                                ? "The refusal is kept as the answer to its idempotency key; a new try needs a new key."
                                : "The refusal is not kept; the same idempotency key can be used again.");
    }
}
