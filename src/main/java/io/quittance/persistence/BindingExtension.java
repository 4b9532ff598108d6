package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/** Why and until when the binding of a service was made longer. Append-only. */
@Entity
@Table(name = "binding_extension")
public class BindingExtension extends TenantRecord {

    @Id
    public String id;

    @Column(name = "service_id")
    public String serviceId;

    public String cause;

    @Column(name = "extended_on")
    public LocalDate extendedOn;

    /** First day on which it is not bound any more. */
    @Column(name = "bound_until")
    public LocalDate boundUntil;

    /** The extensions of some services, in the order in which they end. */
    public static List<BindingExtension> of(Collection<String> serviceIds) {
        return list("serviceId in ?1 order by serviceId, boundUntil, id", serviceIds);
    }
}
