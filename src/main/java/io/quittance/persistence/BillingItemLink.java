package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** One billing item names another: as associated with it, or as what it depends on. */
@Entity
@Table(name = "billing_item_link")
@IdClass(BillingItemLink.Key.class)
public class BillingItemLink extends TenantRecord {

    @Id
    @Column(name = "item_id")
    public String itemId;

    @Id
    @Enumerated(EnumType.STRING)
    public LinkKind kind;

    @Id
    @Column(name = "other_id")
    public String otherId;

    BillingItemLink() {}

    public BillingItemLink(String itemId, LinkKind kind, String otherId) {
        this.itemId = itemId;
        this.kind = kind;
        this.otherId = otherId;
    }

    /** The key of a link within its tenant. */
    public record Key(String itemId, LinkKind kind, String otherId) implements Serializable {}
}
