package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of an invoice line that credit pays: an offset refund, or available credits. Append-only; the database adds it up. */
@Entity
@Table(name = "credit_application")
public class CreditApplication extends TenantRecord {

    @Id
    public UUID id = UUID.randomUUID();

    @Column(name = "refund_id")
    public @Nullable String refundId;

    @Column(name = "credit_use_id")
    public @Nullable String creditUseId;

    @Column(name = "line_id")
    public String lineId;

    @Column(name = "amount_minor")
    public long amountMinor;

    CreditApplication() {}

    /** Of a refund that is offset. */
    public static CreditApplication ofRefund(String refundId, String lineId, long amountMinor) {
        var application = new CreditApplication();
        application.refundId = refundId;
        application.lineId = lineId;
        application.amountMinor = amountMinor;
        return application;
    }

    /** Of available credits that are spent. */
    public static CreditApplication ofUse(String creditUseId, String lineId, long amountMinor) {
        var application = new CreditApplication();
        application.creditUseId = creditUseId;
        application.lineId = lineId;
        application.amountMinor = amountMinor;
        return application;
    }

    /** The applications of some uses of credit. */
    public static List<CreditApplication> ofUses(Collection<String> creditUseIds) {
        return list("creditUseId in ?1 order by creditUseId, lineId", creditUseIds);
    }
}
