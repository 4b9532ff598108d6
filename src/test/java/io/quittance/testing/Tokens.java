package io.quittance.testing;

import io.quittance.edge.Role;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Real tokens, signed with the key that this process made for itself. */
public final class Tokens {

    private Tokens() {}

    public static String of(String tenant, Role role) {
        return of(tenant, role, "test-" + role.group(), null);
    }

    /** Of a second person of the same role. */
    public static String ofAnother(String tenant, Role role) {
        return of(tenant, role, "another-" + role.group(), null);
    }

    public static String customer(String tenant, String account) {
        return of(tenant, Role.CUSTOMER, "test-customer", account);
    }

    private static String of(String tenant, Role role, String subject, @Nullable String account) {
        var claims = Jwt.subject(subject)
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
