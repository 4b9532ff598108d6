package io.quittance.persistence;

import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The publishable keys of all tenants: which form on a public page belongs to which of them.
 *
 * <p>Together with the directory of tenants, the only table outside row-level security: a key is looked up before a tenant is
 * known. Keys are public by their nature and kept as they are; one belongs to its tenant for ever, revoked or not.
 */
public final class PublishableKeys {

    private PublishableKeys() {}

    /** Whose key it is, unless it is revoked. */
    @SuppressWarnings("unchecked")
    public static Optional<String> tenantOf(String key) {
        List<String> tenants = TenantRecord.getEntityManager()
                .createNativeQuery("select tenant_id from publishable_key where key = :key and revoked_at is null")
                .setParameter("key", key)
                .getResultList();
        return tenants.stream().findFirst();
    }

    /** The keys out of some that belong to another tenant. */
    @SuppressWarnings("unchecked")
    public static Set<String> ofOthers(Collection<String> keys) {
        List<String> taken = TenantRecord.getEntityManager()
                .createNativeQuery("select key from publishable_key where key in (:keys) and tenant_id <> :tenant")
                .setParameter("keys", keys)
                .setParameter("tenant", TenantRecord.tenant())
                .getResultList();
        return Set.copyOf(taken);
    }

    /** Makes these the tenant's keys; those that are not among them are revoked, and may come back. */
    public static void replace(Collection<String> keys, Instant now) {
        TenantRecord.getEntityManager()
                .createNativeQuery("update publishable_key set revoked_at = :now"
                        + " where tenant_id = :tenant and revoked_at is null and not key = any (:keys)")
                .setParameter("now", now)
                .setParameter("tenant", TenantRecord.tenant())
                .setParameter("keys", keys.toArray(String[]::new))
                .executeUpdate();
        keys.forEach(PublishableKeys::publish);
    }

    private static void publish(String key) {
        int published = TenantRecord.getEntityManager()
                .createNativeQuery("insert into publishable_key as k (tenant_id, key) values (:tenant, :key)"
                        + " on conflict (key) do update set revoked_at = null where k.tenant_id = excluded.tenant_id")
                .setParameter("tenant", TenantRecord.tenant())
                .setParameter("key", key)
                .executeUpdate();
        if (published == 0) {
            throw new OptimisticLockException("Another tenant has taken a key meanwhile");
        }
    }
}
