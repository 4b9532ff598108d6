package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

/** The switches of one tenant: how it lets things end. A tenant that never imported one has {@link #standard()}. */
@Entity
public class Policy extends TenantRecord {

    /** There is one policy a tenant. */
    public static final String ID = "policy";

    @Id
    public String id = ID;

    /** Whether the day on which something ends at once still counts as used. */
    @Column(name = "cancel_day_used")
    public boolean cancelDayUsed;

    /** Days before an anniversary from which on the one after it is used; a category may say otherwise. */
    @Column(name = "cut_off_days")
    public int cutOffDays;

    /** Whether customers may cancel their own items. */
    @Column(name = "self_service_cancellation")
    public boolean selfServiceCancellation = true;

    @Column(name = "terms_version")
    public String termsVersion = "2026-01";

    @Column(name = "terms_text")
    public String termsText =
            "What is canceled stops working on its effective day. Its data cannot be retrieved afterwards.";

    /** Where to ask about a bill; it stands on every answer and receipt. */
    @Column(name = "contact_line")
    public String contactLine = "Questions about a bill: open a ticket to accounting.";

    /** Whether the credit notes of a bill run are canceled with it. */
    @Column(name = "invoice_settlement")
    public boolean invoiceSettlement;

    @Version
    int version;

    /** What holds for a tenant until it says otherwise. */
    public static Policy standard() {
        return new Policy();
    }

    /** The policy of the running transaction's tenant. */
    public static Policy current() {
        Policy policy = findById(ID);
        return policy == null ? standard() : policy;
    }
}
