package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.time.ZoneId;

/** The switches of one tenant: how it lets things end. A tenant that never imported one has {@link #standard()}. */
@Entity
public class Policy extends TenantRecord {

    /** There is one policy a tenant. */
    public static final String ID = "policy";

    @Id
    public String id = ID;

    /** Whether the day of an immediate end counts as used. */
    @Column(name = "cancel_day_used")
    public boolean cancelDayUsed;

    /** Days before an anniversary from which on the one after it is used; a category may say otherwise. */
    @Column(name = "cut_off_days")
    public int cutOffDays;

    /** Whether customers may cancel their own items. */
    @Column(name = "self_service_cancellation")
    public boolean selfServiceCancellation = true;

    /** Whether money may be refunded at all. */
    @Column(name = "allow_refund")
    public boolean allowRefund;

    /** Days after which an expired subscription ends by itself. */
    @Column(name = "expiry_days")
    public int expiryDays = 28;

    /** The credit for unused days when a subscription is terminated. */
    @Enumerated(EnumType.STRING)
    @Column(name = "credit_policy")
    public CreditPolicy creditPolicy = CreditPolicy.PRORATED;

    /** How many days in the past the staff may set the end of a subscription. */
    @Column(name = "back_dating_days")
    public int backDatingDays;

    /** Days from the start of a period in which all of it is given back, where the policy or the contract says so. */
    @Column(name = "goodwill_days")
    public int goodwillDays;

    /** The way of counting days. */
    @Enumerated(EnumType.STRING)
    @Column(name = "day_count")
    public DayCounting dayCount = DayCounting.ACTUAL;

    @Column(name = "credit_one_time")
    public boolean creditOneTime;

    @Column(name = "credit_trial")
    public boolean creditTrial;

    /** Whether payments for items that were canceled at once may be refunded later. */
    @Column(name = "refund_canceled_items")
    public boolean refundCanceledItems;

    /** The destination of the refund when customers terminate themselves. */
    @Enumerated(EnumType.STRING)
    @Column(name = "self_service_refund_mode")
    public SelfServiceRefund selfServiceRefundMode = SelfServiceRefund.AVAILABLE_CREDITS;

    @Column(name = "terms_version")
    public String termsVersion = "2026-01";

    @Column(name = "terms_text")
    public String termsText =
            "What is canceled stops working on its effective day. Its data cannot be retrieved afterwards.";

    /** The contact for questions about a bill; it is on every answer and receipt. */
    @Column(name = "contact_line")
    public String contactLine = "Questions about a bill: open a ticket to accounting.";

    /** Whether the credit notes of a bill run are canceled with it. */
    @Column(name = "invoice_settlement")
    public boolean invoiceSettlement;

    /** Decides about lines that are imported for days after an end. */
    @Enumerated(EnumType.STRING)
    @Column(name = "billed_after_end")
    public BilledAfterEnd billedAfterEnd = BilledAfterEnd.SETTLE;

    /** Days for which what is known of a closed account is kept. */
    @Column(name = "retention_days")
    public int retentionDays = 3650;

    /** Days from the start of a subscription in which customers may withdraw from it by themselves. */
    @Column(name = "withdrawal_days")
    public int withdrawalDays = 14;

    /** The same for a time to think it over that the tenant grants. */
    @Column(name = "cooling_off_days")
    public int coolingOffDays;

    /** In which the tenant receives declarations, and counts its own days. */
    @Column(name = "time_zone")
    public String timeZone = "UTC";

    @Version
    int version;

    /** The kinds of credit for unused days. */
    public enum CreditPolicy {
        /** Nothing. */
        NONE,
        /** Their share of what was billed. */
        PRORATED,
        /** The whole charge of a period of which any day is left. */
        FULL,
        /** The share of the whole months that are left, counted from the first day of the period. */
        WHOLE_PERIODS_LEFT,
        /** All, in the first {@code goodwillDays} of the period; afterwards the whole months that are left. */
        GOODWILL,
        /** The charge minus the used days at the price before the coupon. */
        RE_RATED
    }

    /** Decides about lines that are imported for days after an end. */
    public enum BilledAfterEnd {
        /** They are not owed, and the answer of the import lists them. */
        SETTLE,
        /** They stay owed, and the answer of the import lists them. */
        SHOW
    }

    /** The ways of counting days. */
    public enum DayCounting {
        ACTUAL,
        THIRTY_360,
        SECONDS
    }

    /** The destination of the refund when customers terminate themselves; they have no choice. */
    public enum SelfServiceRefund {
        AVAILABLE_CREDITS,
        ORIGINAL_PAYMENT,
        NONE
    }

    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    /** The first day not used by what ends at once on a day. */
    public LocalDate firstDayNotUsed(LocalDate today) {
        return today.plusDays(cancelDayUsed ? 1 : 0);
    }

    /** The policy of a tenant that has not imported one. */
    public static Policy standard() {
        return new Policy();
    }

    /** The policy of the running transaction's tenant. */
    public static Policy current() {
        Policy policy = findById(ID);
        return policy == null ? standard() : policy;
    }
}
