package io.quittance.persistence;

import io.quittance.settlement.PeriodUnit;
import io.quittance.settlement.Recurrence;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Bill runs that recur, until the series is ended. */
@Entity
@Table(name = "bill_run_series")
public class BillRunSeries extends TenantRecord {

    @Id
    public String id;

    @Enumerated(EnumType.STRING)
    @Column(name = "period_unit")
    public PeriodUnit periodUnit = PeriodUnit.MONTH;

    @Column(name = "period_count")
    public int periodCount = 1;

    /** The day that every recurrence is counted from. */
    @Column(name = "anchor_on")
    public LocalDate anchorOn;

    @Column(name = "last_number")
    private long lastNumber;

    @Column(name = "last_on")
    private @Nullable LocalDate lastOn;

    @Column(name = "ended_by")
    private @Nullable String endedBy;

    @Version
    int version;

    /** The highest number that a run of it ever had. */
    public long lastNumber() {
        return lastNumber;
    }

    /** The first recurrence after a day and after the one with the highest number. */
    public LocalDate nextAfter(LocalDate day) {
        LocalDate last = lastOn == null || lastOn.isBefore(day) ? day : lastOn;
        return new Recurrence(anchorOn, periodUnit, periodCount).after(last);
    }

    /** Returns true if it has no further recurrence. */
    public boolean isEnded() {
        return endedBy != null;
    }

    /** The cancellation that ended it. */
    public @Nullable String endedBy() {
        return endedBy;
    }

    /**
     * Counts one of its runs. A run whose day was postponed and then restored is counted at its original place, so that
     * none is omitted.
     */
    public void count(long number, LocalDate on) {
        if (number >= lastNumber) {
            lastNumber = number;
            lastOn = on;
        }
    }

    /** Ends it: no run follows. */
    public void end(String cancellation) {
        if (endedBy != null) {
            throw new IllegalStateException("Series " + id + " was ended by " + endedBy);
        }
        endedBy = cancellation;
    }

    /** Locks series until the transaction ends, in the order of their ids; before any of their runs. */
    public static void lockAll(Collection<String> ids) {
        lock("bill_run_series", ids, "no key update");
    }
}
