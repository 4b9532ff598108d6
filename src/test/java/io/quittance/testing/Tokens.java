package io.quittance.testing;

import io.quittance.call.Role;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Real tokens, signed with the key that this process made for itself. A caller signs once: it takes longer than a call. */
public final class Tokens {

    private static final Map<Map<String, Object>, String> SIGNED = new ConcurrentHashMap<>();

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
        var claims = new HashMap<String, Object>();
        claims.put("sub", subject);
        claims.put("groups", List.of(role.group()));
        claims.put("tenant", tenant);
        if (account != null) {
            claims.put("account", account);
        }
        return SIGNED.computeIfAbsent(claims, Tokens::of);
    }

    /** A valid token that says this of its bearer. */
    public static String of(Map<String, Object> claims) {
        return Jwt.claims(claims)
                .issuer("https://quittance.example")
                .audience("quittance")
                .expiresIn(Duration.ofHours(1))
                .sign();
    }
}
