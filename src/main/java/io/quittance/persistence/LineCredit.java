package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of an invoice line that is no longer owed, or that was paid and is refunded; negative if it is reversed with
 * a refund. Append-only; the database caps it.
 */
@Entity
@Table(name = "line_credit")
public class LineCredit extends TenantRecord {

    @Id
    public UUID id = UUID.randomUUID();

    @Column(name = "line_id")
    public String lineId;

    @Column(name = "cancellation_id")
    public @Nullable String cancellationId;

    @Column(name = "net_minor")
    public long netMinor;

    @Column(name = "tax_minor")
    public long taxMinor;

    /** First day not used, of a credit by time; none of a credit by amount. */
    @Column(name = "unused_from")
    public @Nullable LocalDate unusedFrom;

    /** The refund with which it is reversed. */
    @Column(name = "refund_id")
    public @Nullable String refundId;

    public Instant at;

    LineCredit() {}

    public LineCredit(
            String lineId,
            @Nullable String cancellationId,
            long netMinor,
            long taxMinor,
            @Nullable LocalDate unusedFrom,
            Instant at) {
        this.lineId = lineId;
        this.cancellationId = cancellationId;
        this.netMinor = netMinor;
        this.taxMinor = taxMinor;
        this.unusedFrom = unusedFrom;
        this.at = at;
    }

    /** A part of a line's credit that is reversed with a refund. */
    public static LineCredit reversed(Refund refund, String lineId, long netMinor, long taxMinor, Instant at) {
        var credit = new LineCredit(lineId, refund.cancellationId(), -netMinor, -taxMinor, null, at);
        credit.refundId = refund.id();
        return credit;
    }
}
