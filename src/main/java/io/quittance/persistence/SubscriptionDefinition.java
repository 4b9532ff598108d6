package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;

/** A kind of subscription, and the services that must stay while it runs. */
@Entity
@Table(name = "subscription_definition")
public class SubscriptionDefinition extends TenantRecord {

    @Id
    public String id;

    public String name;

    /** Whether services may be removed at all while the subscription runs. */
    @Column(name = "services_removable")
    public boolean servicesRemovable = true;

    /** The least number of services that stay, as long as any does. */
    @Column(name = "least_services")
    public int leastServices;

    /** Of each of these classes a service stays, as long as any does. */
    @Column(name = "mandatory_classes")
    public List<String> mandatoryClasses = List.of();

    @Version
    int version;
}
