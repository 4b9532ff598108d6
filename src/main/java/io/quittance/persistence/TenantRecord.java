package io.quittance.persistence;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import org.hibernate.Session;
import org.hibernate.annotations.PartitionKey;
import org.hibernate.annotations.TenantId;

/**
 * A record that belongs to one tenant.
 *
 * <p>Hibernate adds the tenant to every statement it writes itself. It adds nothing to native SQL, so every native
 * statement names {@code tenant_id} and takes it from {@link #tenant()}; row-level security stands behind both.
 */
@MappedSuperclass
public abstract class TenantRecord extends PanacheEntityBase {

    @TenantId
    @PartitionKey
    @Column(name = "tenant_id", updatable = false)
    protected String tenantId;

    /** The tenant of the running transaction. */
    protected static String tenant() {
        return (String) getEntityManager().unwrap(Session.class).getTenantIdentifierValue();
    }
}
