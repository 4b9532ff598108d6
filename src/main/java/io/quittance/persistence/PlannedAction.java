package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that the billing system means to do to a subscription or one of its services on a day. */
@Entity
@Table(name = "planned_action")
public class PlannedAction extends TenantRecord {

    @Id
    public String id;

    @Column(name = "subscription_id", updatable = false)
    public String subscriptionId;

    /** None where it is about the whole subscription. */
    @Column(name = "service_id", updatable = false)
    public @Nullable String serviceId;

    public String name;

    @Column(name = "planned_on")
    public LocalDate plannedOn;

    @Enumerated(EnumType.STRING)
    private State state = State.PLANNED;

    @Column(name = "dropped_by")
    private @Nullable String droppedBy;

    @Version
    int version;

    /** The states of a planned action. */
    public enum State {
        PLANNED,
        /** Its subject ends before. */
        DROPPED
    }

    public State state() {
        return state;
    }

    /** The cancellation that dropped it. */
    public @Nullable String droppedBy() {
        return droppedBy;
    }

    /** Its subject ends before. */
    public void drop(Cancellation by) {
        if (state != State.PLANNED) {
            throw new IllegalStateException("Action " + id + " was dropped by " + droppedBy);
        }
        state = State.DROPPED;
        droppedBy = by.id();
    }

    /** The cancellation that dropped it was undone. */
    public void restore(String by) {
        if (!by.equals(droppedBy)) {
            throw new IllegalStateException("Action " + id + " was not dropped by " + by);
        }
        state = State.PLANNED;
        droppedBy = null;
    }

    /** All of a subscription, dropped ones too, in the order of their days. */
    public static List<PlannedAction> of(String subscriptionId) {
        return list("subscriptionId = ?1 order by plannedOn, id", subscriptionId);
    }

    /** The planned actions of a subscription, in the order of their days. */
    public static List<PlannedAction> plannedFor(String subscriptionId) {
        return list("subscriptionId = ?1 and state = PLANNED order by plannedOn, id", subscriptionId);
    }

    /** The actions that a cancellation has dropped. */
    public static List<PlannedAction> droppedBy(String cancellationId) {
        return list("droppedBy = ?1 order by plannedOn, id", cancellationId);
    }
}
