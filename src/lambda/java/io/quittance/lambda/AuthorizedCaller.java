package io.quittance.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.quarkus.amazon.lambda.http.LambdaIdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/**
 * Who asks over HTTP: the claims of the token that the API's JWT authorizer has verified. Without them nobody does.
 *
 * <p>The binding's own provider knows Cognito's claims only; with it every other issuer's token would be nobody's.
 */
@ApplicationScoped
public class AuthorizedCaller implements LambdaIdentityProvider {

    private static final String GROUPS = "groups";

    @Override
    public @Nullable SecurityIdentity authenticate(APIGatewayV2HTTPEvent event) {
        APIGatewayV2HTTPEvent.RequestContext.Authorizer authorizer =
                event.getRequestContext().getAuthorizer();
        if (authorizer.getJwt() == null || authorizer.getJwt().getClaims() == null) {
            return null;
        }
        var claims = new JwtClaims();
        Map<String, String> authorized = authorizer.getJwt().getClaims();
        authorized.forEach((name, value) -> claims.setClaim(name, name.equals(GROUPS) ? list(value) : value));
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new DefaultJWTCallerPrincipal(claims))
                .build();
    }

    /** API Gateway writes an array as {@code [a b]}. */
    private static List<String> list(String value) {
        return Arrays.stream(value.replaceAll("^\\[|\\]$", "").split("[ ,]+"))
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
