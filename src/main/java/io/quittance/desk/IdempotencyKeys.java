package io.quittance.desk;

import static io.quittance.call.RefusalReason.IDEMPOTENCY_KEY_EXPIRED;
import static io.quittance.call.RefusalReason.IDEMPOTENCY_KEY_MISSING;
import static io.quittance.call.RefusalReason.IDEMPOTENCY_KEY_REUSED;
import static io.quittance.call.RefusalReason.OPERATION_IN_PROGRESS;

import io.quittance.call.Call;
import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.persistence.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Holds every command to its idempotency key: the first one is executed, and every repetition gets its answer.
 *
 * <p>The key is a row of the command's own transaction. Who comes while it runs waits at that row.
 */
@ApplicationScoped
public class IdempotencyKeys {

    /** How long a repeated command gets its stored answer; afterwards its key is refused. */
    public static final Duration ANSWERS_ARE_KEPT = Duration.ofDays(30);

    private final Call call;
    private final Json json;

    IdempotencyKeys(Call call, Json json) {
        this.call = call;
        this.json = json;
    }

    /** The key of the running command. Those of strangers are apart, so that none is used up for anybody else. */
    String given() {
        String key = call.key();
        if (key == null) {
            throw Refusal.of(IDEMPOTENCY_KEY_MISSING, "The command has no key.");
        }
        return call.caller().role() == Role.ANONYMOUS ? "anonymous " + digest(key) : key;
    }

    /** Carries out what comes first under its key and keeps the answer; gives the kept one to the others. */
    StoredAnswer once(String key, Object request, Instant at, Supplier<StoredAnswer> command) {
        String fingerprint = fingerprint(request);
        if (!claim(key, fingerprint, at)) {
            return again(key, fingerprint, at);
        }
        StoredAnswer answer = command.get();
        Operation.answered(key, answer.refused(), answer.json());
        return answer;
    }

    private boolean claim(String key, String fingerprint, Instant at) {
        try {
            return Operation.claim(key, call.function(), fingerprint, at);
        } catch (RuntimeException e) {
            if (Transactions.isLockTimeout(e)) {
                throw Refusal.of(OPERATION_IN_PROGRESS, "Another call holds the key.");
            }
            throw e;
        }
    }

    private StoredAnswer again(String key, String fingerprint, Instant at) {
        Operation operation = Operation.findById(key);
        if (!operation.isOf(call.function(), fingerprint)) {
            throw Refusal.of(
                    IDEMPOTENCY_KEY_REUSED, "The key was used on %s for another request.", operation.requestedAt());
        }
        String answer = operation.answer();
        if (answer == null || operation.requestedAt().plus(ANSWERS_ARE_KEPT).isBefore(at)) {
            throw Refusal.of(IDEMPOTENCY_KEY_EXPIRED, "The key was used on %s.", operation.requestedAt());
        }
        call.markReplayed();
        return new StoredAnswer(operation.isRefused(), answer);
    }

    /**
     * Of the request as it was understood, so that white space and the order of fields do not make it another one; and of
     * the account a customer is bound to, so that no customer is given another one's answer.
     */
    private String fingerprint(Object request) {
        return digest(call.function() + ' ' + call.caller().account() + ' ' + json.toJson(request));
    }

    private static String digest(String whole) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
