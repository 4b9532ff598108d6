package io.quittance.knative;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Tokens of an issuer of the tests' own, whose public key the package is given. */
final class Tokens {

    private static final KeyPair KEYS = keys();

    private Tokens() {}

    /** Base64 of X.509 DER, as {@code mp.jwt.verify.publickey} takes it. */
    static String publicKey() {
        return Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    }

    static String of(Map<String, Object> claims) {
        var all = new JwtClaims();
        claims.forEach(all::setClaim);
        all.setIssuer("https://quittance.example");
        all.setAudience("quittance");
        all.setIssuedAtToNow();
        all.setExpirationTimeMinutesInTheFuture(60);
        var signature = new JsonWebSignature();
        signature.setPayload(all.toJson());
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
