package io.quittance.call;

import static io.quittance.call.RefusalReason.TOKEN_INCOMPLETE;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The caller: the subject of a verified token, within one tenant.
 *
 * @param account the one account that a customer may see; null for everybody else with a token
 */
public record Caller(
        String tenant, String subject, Role role, @Nullable String account) {

    /** The schedule or queue of one tenant. */
    public static Caller system(String tenant, String subject) {
        return new Caller(tenant, subject, Role.SYSTEM, null);
    }

    /** A caller without a token. It is bound to an account that does not exist, and so sees nothing of the tenant. */
    public static Caller anonymous(String tenant) {
        return new Caller(tenant, Role.ANONYMOUS.group(), Role.ANONYMOUS, "");
    }

    /** Reads the claims {@code sub}, {@code tenant}, {@code groups} (exactly one role) and, of a customer, {@code account}. */
    public static Caller of(JsonWebToken token) {
        String tenant = claim(token, "tenant");
        List<Role> roles = Optional.ofNullable(token.getGroups()).stream()
                .flatMap(java.util.Collection::stream)
                .flatMap(group -> Role.of(group).stream())
                .toList();
        if (roles.size() != 1) {
            throw Refusal.of(
                    TOKEN_INCOMPLETE, "The token's groups name %d roles of ours and must name one.", roles.size());
        }
        Role role = roles.get(0);
        return new Caller(tenant, claim(token, "sub"), role, role == Role.CUSTOMER ? claim(token, "account") : null);
    }

    private static String claim(JsonWebToken token, String name) {
        Object value = token.getClaim(name);
        if (!(value instanceof String text) || text.isBlank() || text.length() > 64) {
            throw Refusal.of(TOKEN_INCOMPLETE, "The token has no usable claim %s.", name);
        }
        return text;
    }

    /** Returns true if the caller may see an account of its tenant. */
    public boolean maySee(String accountId) {
        return account == null || account.equals(accountId);
    }
}
