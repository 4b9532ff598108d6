package io.quittance.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

/** A party that provisions services and installed items. */
@Entity
public class Distributor extends TenantRecord {

    @Id
    public String id;

    public String name;

    @Version
    int version;
}
