package io.quittance.local;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quittance.call.Role;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Prints a token for each role, in dev mode only: {@code curl localhost:8080/dev/token?role=agent}. */
@ApplicationScoped
@IfBuildProfile("dev")
public class DevelopmentTokens {

    void serve(@Observes Router router) {
        router.get("/dev/token").handler(DevelopmentTokens::token);
    }

    private static void token(RoutingContext request) {
        HttpServerRequest asked = request.request();
        Optional<Role> role = Role.of(Objects.requireNonNullElse(asked.getParam("role"), "agent"));
        request.response().putHeader("Content-Type", "text/plain");
        if (role.isEmpty()) {
            request.response().setStatusCode(400).end("role: customer, agent, billing-admin or system\n");
            return;
        }
        var claims = Jwt.subject(Objects.requireNonNullElse(
                        asked.getParam("subject"), "dev-" + role.get().group()))
                .groups(role.get().group())
                .claim("tenant", Objects.requireNonNullElse(asked.getParam("tenant"), DemoCompany.TENANT))
                .issuer("https://quittance.example")
                .audience("quittance")
                .expiresIn(Duration.ofHours(8));
        if (role.get() == Role.CUSTOMER) {
            claims.claim("account", Objects.requireNonNullElse(asked.getParam("account"), DemoCompany.CUSTOMER));
        }
        request.response().end(claims.sign());
    }
}
