package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the removal of a class of services or installed items: a restriction, or another class that must stay
 * as long as they do. It applies in general, or to those of one distributor.
 */
@Entity
@Table(name = "removal_condition")
public class RemovalCondition extends TenantRecord {

    @Id
    public String id;

    @Enumerated(EnumType.STRING)
    public Subject subject;

    @Enumerated(EnumType.STRING)
    public Kind kind;

    /** The records it applies to. */
    @Column(name = "class")
    public String ofClass;

    /** Of a dependency: of this class one has to stay. */
    @Column(name = "needs_class")
    public @Nullable String needsClass;

    /** Only for those of this distributor; for all where there is none. */
    @Column(name = "distributor_id")
    public @Nullable String distributorId;

    /** The alternative. */
    public @Nullable String alternative;

    public boolean active = true;

    @Version
    int version;

    /** The kinds of records a condition applies to. */
    public enum Subject {
        SERVICE,
        INSTALLED_ITEM
    }

    /** The kinds of conditions. */
    public enum Kind {
        /** It cannot be removed by itself. */
        RESTRICTION,
        /** It cannot live without another one. */
        DEPENDENCY
    }

    /** Returns true if it applies to a class and a distributor. */
    public boolean holdsFor(@Nullable String someClass, @Nullable String distributor) {
        return ofClass.equals(someClass) && (distributorId == null || distributorId.equals(distributor));
    }

    /** The conditions in force. */
    public static List<RemovalCondition> inForce() {
        return list("active = true order by id");
    }
}
