package io.quittance.contract;

import io.quittance.call.Role;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Tokens of an issuer of the tests' own, whose public key is given to a package as its configuration. */
public final class SignedTokens {

    private static final KeyPair KEYS = keys();

    private SignedTokens() {}

    /** Base64 of X.509 DER, as {@code mp.jwt.verify.publickey} takes it. */
    public static String publicKey() {
        return Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    }

    public static String of(String tenant, Role role) {
        return of(Map.of("sub", "test-" + role.group(), "tenant", tenant, "groups", List.of(role.group())));
    }

    /** A valid token that says this of its bearer. */
    public static String of(Map<String, Object> said) {
        var claims = new JwtClaims();
        said.forEach(claims::setClaim);
        claims.setIssuer("https://quittance.example");
        claims.setAudience("quittance");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(60);
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(KEYS.getPrivate());
        signature.setAlgorithmHeaderValue("RS256");
        signature.setHeader("typ", "JWT");
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
