package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** A reason that the tenant added to the catalogue; its id is the code. */
@Entity
@Table(name = "cancellation_reason")
public class CancellationReason extends TenantRecord {

    @Id
    public String id;

    public String title;

    @Column(name = "note_required")
    public boolean noteRequired;

    /** Whether a customer may give it, or only the staff. */
    @Column(name = "available_to_customers")
    public boolean availableToCustomers = true;

    public boolean active = true;

    /** Its legal category; null if that of the standard reason with its code applies, if there is one. */
    @Enumerated(EnumType.STRING)
    public @Nullable ReasonCategory category;

    @Version
    int version;
}
