package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;

/** One service of a removal. Append-only. */
@Entity
@IdClass(ServiceInRemoval.Key.class)
@Table(name = "cancellation_service")
public class ServiceInRemoval extends TenantRecord {

    @Id
    @Column(name = "cancellation_id")
    public String cancellationId;

    @Id
    @Column(name = "service_id")
    public String serviceId;

    ServiceInRemoval() {}

    public ServiceInRemoval(String cancellationId, String serviceId) {
        this.cancellationId = cancellationId;
        this.serviceId = serviceId;
    }

    /** The key of the row within its tenant. */
    public record Key(String cancellationId, String serviceId) implements Serializable {}

    /** The ids of the services of a removal. */
    public static List<String> of(String cancellationId) {
        return find(
                        "select serviceId from ServiceInRemoval where cancellationId = ?1 order by serviceId",
                        cancellationId)
                .project(String.class)
                .list();
    }
}
