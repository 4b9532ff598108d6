package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Equipment at the customer, which goes with its service. */
@Entity
@Table(name = "installed_item")
public class InstalledItem extends Endable {

    @Id
    public String id;

    @Column(name = "service_id", updatable = false)
    public String serviceId;

    public String name;

    @Column(name = "item_class")
    public String itemClass;

    @Column(name = "distributor_id")
    public @Nullable String distributorId;

    @Enumerated(EnumType.STRING)
    private State state = State.INSTALLED;

    @Version
    int version;

    /** The states of an installed item. */
    public enum State {
        INSTALLED,
        REMOVED
    }

    public State state(Instant at) {
        return state == State.REMOVED || hasEnded(at) ? State.REMOVED : State.INSTALLED;
    }

    /** It goes with its service. */
    public void remove(Cancellation by, Instant now) {
        end(by, now);
        state = State.REMOVED;
    }

    /** Takes it over as removed from the billing system, where that was before Quittance knew it. */
    public void importAsEnded(LocalDate day, Instant moment) {
        importEnd(day, moment);
        state = State.REMOVED;
    }

    /** The items of some services, in the order of each. */
    public static List<InstalledItem> of(Collection<String> serviceIds) {
        return list("serviceId in ?1 order by serviceId, id", serviceIds);
    }

    /** The items that a cancellation will end, in the order of their ids. */
    public static List<InstalledItem> endingBy(String cancellationId) {
        return list("cancellationId = ?1 and state = INSTALLED order by id", cancellationId);
    }

    @Override
    public String toString() {
        return "installed item " + id;
    }
}
