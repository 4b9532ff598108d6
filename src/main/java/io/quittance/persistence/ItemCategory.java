package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** A kind of billing items that end by the same rules. */
@Entity
@Table(name = "item_category")
public class ItemCategory extends TenantRecord {

    @Id
    public String id;

    public String name;

    public boolean cancelable = true;

    /** The alternative where items of the category cannot be canceled. */
    public @Nullable String alternative;

    /** Overrides the policy's cut-off. */
    @Column(name = "cut_off_days")
    public @Nullable Integer cutOffDays;

    @Version
    int version;
}
