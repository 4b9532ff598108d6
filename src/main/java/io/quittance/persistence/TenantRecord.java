package io.quittance.persistence;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.util.Collection;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.annotations.PartitionKey;
import org.hibernate.annotations.TenantId;
import org.hibernate.query.NativeQuery;

/**
 * A record that belongs to one tenant.
 *
 * <p>Hibernate adds the tenant to every statement that it generates. It adds nothing to native SQL, so every native
 * statement names {@code tenant_id} and takes it from {@link #tenant()}; row-level security is a second guard for both.
 */
@MappedSuperclass
public abstract class TenantRecord extends PanacheEntityBase {

    @TenantId
    @PartitionKey
    @Column(name = "tenant_id", updatable = false)
    protected String tenantId;

    /** The tenant of the running transaction. */
    protected static String tenant() {
        return (String) session().getTenantIdentifierValue();
    }

    /**
     * Locks rows of a table until the transaction ends, always in the order of their ids, so that two commands never
     * wait for each other there.
     *
     * @param strength the lock strength as PostgreSQL names it
     */
    protected static void lock(String table, Collection<String> ids, String strength) {
        if (!ids.isEmpty()) {
            ids(table, "id", "id in (:ids) order by id for " + strength)
                    .setParameter("ids", ids)
                    .getResultList();
        }
    }

    /** The account of a record, without loading the record: accounts are locked before anything is loaded. */
    protected static Optional<String> accountOf(String table, String id) {
        return ids(table, "account_id", "id = :id").setParameter("id", id).uniqueResultOptional();
    }

    /**
     * Ids in a column of a table, in SQL. It says that they are texts: left to find that out, the driver asks the database's
     * catalogue, once for each column and connection, and a start of a function has a new connection.
     */
    protected static NativeQuery<String> ids(String table, String column, String condition) {
        return session()
                .createNativeQuery(
                        "select " + column + " from " + table + " where tenant_id = :tenant and " + condition,
                        String.class)
                .addScalar(column, String.class)
                .setParameter("tenant", tenant());
    }

    private static Session session() {
        return getEntityManager().unwrap(Session.class);
    }
}
