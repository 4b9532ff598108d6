package io.quittance.desk;

import static io.quittance.call.RefusalReason.QUOTE_CHANGED;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * Signs the plan of a preview, and compares it with the plan of the command that brings it back.
 *
 * <p>The quote contains the plan itself (JWS, HMAC-SHA256), so a preview stores nothing and a changed plan can be
 * reported value by value.
 */
@ApplicationScoped
public class Quotes {

    /** The largest number of changed values that are listed. */
    private static final int MOST_CHANGES = 50;

    private final HmacKey key;
    private final Duration lifetime;
    private final Json json;

    /** It is made when the first quote is signed or checked, so that the secret is read then, and once. */
    Quotes(QuoteSecret kept, @ConfigProperty(name = "quittance.quote.lifetime") Duration lifetime, Json json) {
        String secret = kept.text();
        if (secret.length() < 32) {
            throw new IllegalArgumentException("The secret that signs quotes needs at least 32 characters");
        }
        this.key = new HmacKey(secret.getBytes(StandardCharsets.UTF_8));
        this.lifetime = lifetime;
        this.json = json;
    }

    /** The content of a quote. */
    private record Quote(String tenant, String plan, Instant expiresAt, JsonNode values) {}

    /** One value that is no longer as quoted; null where it was not there, or is not any more. */
    public record Change(String pointer, JsonNode quoted, JsonNode now) {}

    Instant expiryOf(Instant at) {
        return at.plus(lifetime);
    }

    String sign(String tenant, Plan plan, Instant at) {
        var signature = new JsonWebSignature();
        signature.setPayload(json.toJson(new Quote(tenant, nameOf(plan), expiryOf(at), json.tree(plan))));
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKey(key);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("A quote cannot be signed", e);
        }
    }

    /** Refuses a plan that is not the quoted one, and says which values changed. */
    void hold(String quoted, String tenant, Plan plan, Instant at) {
        Quote quote = read(quoted);
        if (!quote.tenant().equals(tenant) || !quote.plan().equals(nameOf(plan))) {
            throw notOurs();
        }
        if (!at.isBefore(quote.expiresAt())) {
            throw Refusal.of(QUOTE_CHANGED, "The quote expired at %s.", quote.expiresAt())
                    .with("expiredAt", quote.expiresAt().toString());
        }
        var changes = new ArrayList<Change>();
        // Both as read from JSON: a number in memory can be of another type than the same number read back.
        compare("", quote.values(), json.read(json.toJson(plan), JsonNode.class), changes);
        if (!changes.isEmpty()) {
            throw Refusal.of(QUOTE_CHANGED, "Since the preview, %d value(s) of the plan have changed.", changes.size())
                    .with("changes", changes.stream().limit(MOST_CHANGES).toList());
        }
    }

    private Quote read(String quoted) {
        var signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(
                new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256));
        signature.setKey(key);
        try {
            signature.setCompactSerialization(quoted);
            if (!signature.verifySignature()) {
                throw notOurs();
            }
            return json.read(signature.getPayload(), Quote.class);
        } catch (JoseException e) {
            throw notOurs();
        }
    }

    private static Refusal notOurs() {
        return Refusal.invalid(List.of(new InputError("/quote", "must be the quote of this command's own preview")));
    }

    private static String nameOf(Plan plan) {
        return plan.getClass().getSimpleName();
    }

    private static void compare(String pointer, JsonNode quoted, JsonNode now, List<Change> changes) {
        if (quoted.equals(now)) {
            return;
        }
        if (quoted.isObject() && now.isObject()) {
            var names = new TreeSet<String>();
            quoted.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(pointer + "/" + name, quoted.path(name), now.path(name), changes));
        } else if (quoted.isArray() && now.isArray()) {
            for (int i = 0; i < Math.max(quoted.size(), now.size()); i++) {
                compare(pointer + "/" + i, quoted.path(i), now.path(i), changes);
            }
        } else {
            changes.add(new Change(pointer, quoted, now));
        }
    }
}
