package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The idempotency key of one command, with its answer.
 *
 * <p>It commits with the effect, so there is no "in progress" to repair: either both are there or neither.
 */
@Entity
public class Operation extends TenantRecord {

    @Id
    private String key;

    @Column(updatable = false)
    private String function;

    @Column(updatable = false)
    private String fingerprint;

    @Column(name = "requested_at", updatable = false)
    private Instant requestedAt;

    private @Nullable Boolean refused;

    private @Nullable String answer;

    Operation() {}

    /**
     * Takes the key for this transaction, and waits for another one that has just taken it.
     *
     * @return false where the key was used before
     */
    public static boolean claim(String key, String function, String fingerprint, Instant at) {
        return getEntityManager()
                        .createNativeQuery("insert into operation (tenant_id, key, function, fingerprint, requested_at)"
                                + " values (:tenant, :key, :function, :fingerprint, :at) on conflict do nothing")
                        .setParameter("tenant", tenant())
                        .setParameter("key", key)
                        .setParameter("function", function)
                        .setParameter("fingerprint", fingerprint)
                        .setParameter("at", at)
                        .executeUpdate()
                == 1;
    }

    /** Writes the answer down, for everybody who asks again with the same key. */
    public static void answered(String key, boolean refused, String answer) {
        getEntityManager()
                .createNativeQuery("update operation set refused = :refused, answer = :answer"
                        + " where tenant_id = :tenant and key = :key and answer is null")
                .setParameter("tenant", tenant())
                .setParameter("key", key)
                .setParameter("refused", refused)
                .setParameter("answer", answer)
                .executeUpdate();
    }

    /** Forgets the answers that are older than a moment; the bare keys stay for ever. */
    public static int forgetAnswersBefore(Instant moment) {
        return getEntityManager()
                .createNativeQuery("update operation set answer = null"
                        + " where tenant_id = :tenant and requested_at < :moment and answer is not null")
                .setParameter("tenant", tenant())
                .setParameter("moment", moment)
                .executeUpdate();
    }

    public boolean isOf(String otherFunction, String otherFingerprint) {
        return function.equals(otherFunction) && fingerprint.equals(otherFingerprint);
    }

    public boolean isRefused() {
        return Boolean.TRUE.equals(refused);
    }

    public Instant requestedAt() {
        return requestedAt;
    }

    /** JSON; null after 30 days. */
    public @Nullable String answer() {
        return answer;
    }
}
