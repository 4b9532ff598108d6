package io.quittance.persistence;

import io.quittance.settlement.PeriodUnit;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of leaving for a class of services. One definition a class and currency is active; that one holds. */
@Entity
@Table(name = "billing_term")
public class BillingTerm extends TenantRecord {

    @Id
    public String id;

    /** Services name it, so that another definition can follow. */
    @Column(name = "term_class")
    public String termClass;

    public String name;

    /** ISO 4217: of its amounts, and of the accounts that it holds for. */
    public String currency;

    public boolean active;

    /** The least time between the request and the end of billing. */
    @Column(name = "notice_count")
    public int noticeCount;

    @Enumerated(EnumType.STRING)
    @Column(name = "notice_unit")
    public PeriodUnit noticeUnit = PeriodUnit.DAY;

    /** Whether a service may leave during its minimum term, for the penalty. */
    @Enumerated(EnumType.STRING)
    @Column(name = "during_binding")
    public EarlyExit duringBinding = EarlyExit.ALLOWED;

    /** On which days billing may end. */
    @Enumerated(EnumType.STRING)
    @Column(name = "leaving_on")
    public LeavingOn leavingOn = LeavingOn.ANY_DAY;

    /** Days from activation on in which a service is regretted: given back in full, without penalty. */
    @Column(name = "regret_days")
    public int regretDays;

    @Enumerated(EnumType.STRING)
    public PenaltyKind penalty = PenaltyKind.NONE;

    /** In minor units: of FIXED all of it, of MONTHS_LEFT that of a month. */
    @Column(name = "penalty_minor")
    public @Nullable Long penaltyMinor;

    /** Of PERCENT_OF_REST, in thousandths of a percent. */
    @Column(name = "penalty_percent")
    public @Nullable Integer penaltyPercent;

    /**
     * For REDUCING: thresholds of months left, descending; from each on, the amount at the same place of
     * {@link #bandMinor} is owed.
     */
    @Column(name = "band_months")
    public List<Integer> bandMonths = List.of();

    @Column(name = "band_minor")
    public List<Long> bandMinor = List.of();

    @Version
    int version;

    /** Whether a service may leave during its minimum term. */
    public enum EarlyExit {
        ALLOWED,
        NOT_ALLOWED
    }

    /** On which days billing may end. */
    public enum LeavingOn {
        ANY_DAY,
        /** Only where a period of the subscription starts. */
        PERIOD_END,
        /** Only where nothing is billed any more. */
        UNBILLED_DAY
    }

    /** The fee for leaving during the minimum term; never more than the price of its rest. */
    public enum PenaltyKind {
        NONE,
        /** An amount. */
        FIXED,
        /** A share of what the rest would have cost. */
        PERCENT_OF_REST,
        /** An amount for every month that is left; one that has begun counts. */
        MONTHS_LEFT,
        /** An amount by how many months are left, in bands. */
        REDUCING
    }

    /** The active definitions in a currency. */
    public static List<BillingTerm> activeIn(String currency) {
        return list("active = true and currency = ?1 order by id", currency);
    }
}
