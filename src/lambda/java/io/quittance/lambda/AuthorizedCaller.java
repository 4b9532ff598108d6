package io.quittance.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT;
import io.quarkus.amazon.lambda.http.LambdaIdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/**
 * The caller over HTTP: the bearer of the token that the API's JWT authorizer has verified. Without its verification
 * there is no caller.
 *
 * <p>The claims are read from the token itself. The authorizer passes them on as flat text, an array as {@code [a b]},
 * in which a group called "billing system" contains the group "system" as well. The binding's own provider knows only
 * the claims of Cognito; it would accept no token of another issuer.
 */
@ApplicationScoped
public class AuthorizedCaller implements LambdaIdentityProvider {

    /** One token and nothing else; of several nobody can say which was verified. */
    private static final Pattern BEARER =
            Pattern.compile("Bearer [\\w-]+\\.(?<claims>[\\w-]+)\\.[\\w-]+", Pattern.CASE_INSENSITIVE);

    /** Not null, which the binding would answer in a form of its own. */
    private static final SecurityIdentity NOBODY = QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(""))
            .setAnonymous(true)
            .build();

    @Override
    public SecurityIdentity authenticate(APIGatewayV2HTTPEvent event) {
        JWT authorized = event.getRequestContext().getAuthorizer().getJwt();
        JwtClaims claims = claims(event.getHeaders());
        if (authorized == null || authorized.getClaims() == null || claims == null) {
            return NOBODY;
        }
        if (!Objects.equals(claims.getClaimValue("sub"), authorized.getClaims().get("sub"))) {
            return NOBODY;
        }
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new DefaultJWTCallerPrincipal(claims))
                .build();
    }

    /** The token of a request; the API writes header names in lower case. */
    private static @Nullable JwtClaims claims(@Nullable Map<String, String> headers) {
        String header = headers == null ? null : headers.get("authorization");
        Matcher token = BEARER.matcher(header == null ? "" : header);
        if (!token.matches()) {
            return null;
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(token.group("claims"));
            return JwtClaims.parse(new String(json, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | InvalidJwtException e) {
            return null;
        }
    }
}
