package io.quittance.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;

/** All tenants that ever brought records. The one table outside row-level security; it holds names only. */
@ApplicationScoped
public class TenantDirectory {

    private final EntityManager books;

    TenantDirectory(EntityManager books) {
        this.books = books;
    }

    /** Enters a tenant, once. */
    public void enter(String tenant) {
        books.createNativeQuery("insert into tenant (tenant_id) values (:tenant) on conflict do nothing")
                .setParameter("tenant", tenant)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    public List<String> all() {
        return books.createNativeQuery("select tenant_id from tenant order by tenant_id")
                .getResultList();
    }

    /** Names the tenant of the running transaction to row-level security, and how long it waits for locks. */
    public void nameToDatabase(String tenant, String lockTimeout) {
        books.createNativeQuery("select set_config('quittance.tenant', :tenant, true),"
                        + " set_config('lock_timeout', :timeout, true) /* tenant_id of every policy */")
                .setParameter("tenant", tenant)
                .setParameter("timeout", lockTimeout)
                .getSingleResult();
    }

    /** From here on the running transaction can write nothing. */
    public void allowOnlyReading() {
        books.createNativeQuery("set transaction read only /* for any tenant_id */")
                .executeUpdate();
    }
}
