package io.quittance.local;

import io.quittance.edge.Role;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Tokens of an issuer of the tests' own, whose public key is given to the jar as its configuration. */
final class SignedTokens {

    private static final KeyPair KEYS = keys();

    private SignedTokens() {}

    /** Base64 of X.509 DER, as {@code mp.jwt.verify.publickey} takes it. */
    static String publicKey() {
        return Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    }

    static String of(String tenant, Role role) {
        var claims = new JwtClaims();
        claims.setIssuer("https://quittance.example");
        claims.setAudience("quittance");
        claims.setSubject("test-" + role.group());
        claims.setStringClaim("tenant", tenant);
        claims.setStringListClaim("groups", List.of(role.group()));
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
