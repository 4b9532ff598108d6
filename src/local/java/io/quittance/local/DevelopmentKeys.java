package io.quittance.local;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The keys of development and tests: made anew for each process and kept nowhere, so that no key of the project's can
 * ever be trusted by accident.
 *
 * <p>They are held as system properties, because a live reload brings new classes into the same process.
 */
final class DevelopmentKeys {

    private static final String PUBLIC = "quittance.development.public-key";
    private static final String PRIVATE = "quittance.development.private-key";
    private static final String SECRET = "quittance.development.quote-secret";

    private DevelopmentKeys() {}

    static String publicKey() {
        return property(PUBLIC);
    }

    static String privateKey() {
        return property(PRIVATE);
    }

    static String quoteSecret() {
        return property(SECRET);
    }

    private static synchronized String property(String name) {
        if (System.getProperty(SECRET) == null) {
            make();
        }
        return System.getProperty(name);
    }

    private static void make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            var secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            Base64.Encoder text = Base64.getEncoder();
            System.setProperty(PUBLIC, text.encodeToString(keys.getPublic().getEncoded()));
            System.setProperty(PRIVATE, text.encodeToString(keys.getPrivate().getEncoded()));
            System.setProperty(SECRET, text.encodeToString(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
