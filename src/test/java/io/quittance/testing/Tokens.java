package io.quittance.testing;

import io.quittance.edge.Role;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Real tokens, signed with the key that this process made for itself. */
public final class Tokens {

    private Tokens() {}

    public static String of(String tenant, Role role) {
        return of(tenant, role, null);
    }

    public static String customer(String tenant, String account) {
        return of(tenant, Role.CUSTOMER, account);
    }

    private static String of(String tenant, Role role, @Nullable String account) {
        var claims = Jwt.subject("test-" + role.group())
                .groups(role.group())
                .claim("tenant", tenant)
                .issuer("https://quittance.example")
                .audience("quittance")
                .expiresIn(Duration.ofHours(1));
        if (account != null) {
            claims.claim("account", account);
        }
        return claims.sign();
    }
}
