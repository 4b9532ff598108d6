package io.quittance.sequences;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.arc.ManagedContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quittance.call.Functions;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/**
 * Calls functions as the HTTP binding does, but without a connection: the body is read by the same mapper, and the gate
 * finds the caller's token and the key where it finds them over HTTP. Tokens are not signed; that they are verified is
 * shown elsewhere.
 */
@ApplicationScoped
class Calls {

    private final Functions functions;
    private final CurrentIdentityAssociation identity;
    private final CurrentVertxRequest http;
    private final ObjectMapper mapper;

    Calls(Functions functions, CurrentIdentityAssociation identity, CurrentVertxRequest http, ObjectMapper mapper) {
        this.functions = functions;
        this.identity = identity;
        this.http = http;
        this.mapper = mapper;
    }

    /** What a call gave: a refusal, or the answer. */
    record CallAnswer(@Nullable RefusalReason refusal, JsonNode json, boolean replayed) {}

    CallAnswer call(String tenant, Person by, String function, @Nullable String key, JsonNode body) {
        ManagedContext context = Arc.container().requestContext();
        context.activate();
        try {
            identity.setIdentity(QuarkusSecurityIdentity.builder()
                    .setPrincipal(new DefaultJWTCallerPrincipal(claims(tenant, by)))
                    .build());
            var request = new HeldRequest(key);
            http.setCurrent(request.routing());
            return answer(functions.named(function).orElseThrow(), body, request);
        } finally {
            context.terminate();
        }
    }

    private CallAnswer answer(Functions.Function function, JsonNode body, HeldRequest request) {
        try (InstanceHandle<?> bean = Arc.container().instance(function.method().getDeclaringClass())) {
            Object asked = mapper.treeToValue(body, mapper.constructType(function.requestType()));
            Object answer = function.method().invoke(bean.get(), asked);
            return new CallAnswer(null, mapper.readTree(mapper.writeValueAsString(answer)), request.isReplayed());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Refusal refusal) {
                return new CallAnswer(refusal.reason(), mapper.valueToTree(refusal.problem()), request.isReplayed());
            }
            throw new IllegalStateException(function.name() + " failed", e.getCause());
        } catch (JsonProcessingException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JwtClaims claims(String tenant, Person by) {
        var claims = new JwtClaims();
        claims.setSubject(by.subject());
        claims.setClaim("tenant", tenant);
        claims.setStringListClaim("groups", List.of(by.role().group()));
        if (by.customer() != null) {
            claims.setClaim("account", by.customer().id);
        }
        return claims;
    }
}
