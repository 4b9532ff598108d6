package io.quittance.intake.record;

import io.quittance.persistence.InvoiceState;
import io.quittance.persistence.LineKind;
import io.quittance.persistence.Policy;
import io.quittance.persistence.ReasonCategory;
import io.quittance.settlement.PeriodUnit;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Records of the billing system, each under the id that it has there. A record takes the place of what was known under
 * its id; a field that is left out has its usual value. All arrays may be left out. One import takes 16,000 records, with the
 * lines, allocations and named items in them.
 *
 * @param dryRun if true, the same errors or counts are returned, and nothing is imported
 */
public record ImportRecordsRequest(
        @Nullable Boolean dryRun,
        @Nullable @Valid PolicyRecord policy,
        List<@NotNull @Valid ReasonRecord> cancellationReasons,
        List<@NotNull @Valid AccountRecord> accounts,
        List<@NotNull @Valid CategoryRecord> itemCategories,
        List<@NotNull @Valid DistributorRecord> distributors,
        List<@NotNull @Valid SubscriptionDefinitionRecord> subscriptionDefinitions,
        List<@NotNull @Valid BillingTermRecord> billingTerms,
        List<@NotNull @Valid RemovalConditionRecord> removalConditions,
        List<@NotNull @Valid SubscriptionRecord> subscriptions,
        List<@NotNull @Valid ServiceRecord> services,
        List<@NotNull @Valid BindingExtensionRecord> bindingExtensions,
        List<@NotNull @Valid InstalledItemRecord> installedItems,
        List<@NotNull @Valid PlannedActionRecord> plannedActions,
        List<@NotNull @Valid UseRecord> usages,
        List<@NotNull @Valid BillingItemRecord> billingItems,
        List<@NotNull @Valid InvoiceRecord> invoices,
        List<@NotNull @Valid CreditNoteRecord> creditNotes,
        List<@NotNull @Valid PaymentRecord> payments,
        List<@NotNull @Valid PaymentReversalRecord> paymentReversals,
        List<@NotNull @Valid CreditUseRecord> creditUses,
        List<@NotNull @Valid BillRunSeriesRecord> billRunSeries,
        List<@NotNull @Valid BillRunRecord> billRuns,
        List<@NotNull @Valid BillingRecord> billings) {

    /** Returns true if nothing is to be imported. */
    public boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }

    public ImportRecordsRequest {
        cancellationReasons = orEmpty(cancellationReasons);
        accounts = orEmpty(accounts);
        itemCategories = orEmpty(itemCategories);
        distributors = orEmpty(distributors);
        subscriptionDefinitions = orEmpty(subscriptionDefinitions);
        billingTerms = orEmpty(billingTerms);
        removalConditions = orEmpty(removalConditions);
        subscriptions = orEmpty(subscriptions);
        services = orEmpty(services);
        bindingExtensions = orEmpty(bindingExtensions);
        installedItems = orEmpty(installedItems);
        plannedActions = orEmpty(plannedActions);
        usages = orEmpty(usages);
        billingItems = orEmpty(billingItems);
        invoices = orEmpty(invoices);
        creditNotes = orEmpty(creditNotes);
        payments = orEmpty(payments);
        paymentReversals = orEmpty(paymentReversals);
        billRunSeries = orEmpty(billRunSeries);
        billRuns = orEmpty(billRuns);
        creditUses = orEmpty(creditUses);
        billings = orEmpty(billings);
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /**
     * The tenant's switches.
     *
     * @param cancelDayUsed whether the day of an immediate end counts as used; false if absent
     * @param cutOffDays days before an anniversary from which on the one after it is used; 0 where left out
     * @param selfServiceCancellation whether customers may cancel their own items; true if absent
     * @param allowRefund whether money may be refunded at all; false if absent
     * @param expiryDays days after which an expired subscription ends by itself; 28 where left out
     * @param backDatingDays how many days in the past the staff may set the end of a subscription; none if absent
     * @param goodwillDays days from the start of a period in which all of it is given back, where the policy GOODWILL
     *     or a contract billed as incurred says so; none where left out
     * @param creditPolicy the credit for the unused days of a terminated subscription; PRORATED if absent
     * @param dayCount the way of counting days; ACTUAL if absent
     * @param creditOneTime whether one-time lines are credited too; false if absent
     * @param creditTrial whether trial days are credited too; false if absent
     * @param refundCanceledItems whether payments for items canceled at once may be refunded; false if absent
     * @param selfServiceRefundMode the destination of the refund when customers terminate themselves; AVAILABLE_CREDITS
     *     if absent
     * @param adminFees the fee deducted from a refund, one per currency; none if absent
     * @param refundLimits the largest refund without a second person, one per currency; no limit if absent
     * @param contactLine the contact for questions about a bill
     * @param invoiceSettlement whether the credit notes of a bill run are canceled with it; false if absent
     * @param billedAfterEnd whether lines that are imported for days after an end are settled as unused, or only shown in the
     *     answer; SETTLE if absent
     * @param retentionDays the days for which data of a closed account are kept; 3650 if absent
     * @param withdrawalDays days from the start of a subscription in which customers may withdraw by themselves; 14
     *     where left out
     * @param coolingOffDays the same for a time to think it over that the tenant grants; none where left out
     * @param publishableKeys the keys by which forms on public pages name the tenant; keys that are absent are revoked
     * @param timeZone the time zone in which the tenant receives declarations and counts its own days, such as
     *     Europe/Berlin; UTC if absent
     */
    public record PolicyRecord(
            boolean cancelDayUsed,

            @Min(0) @Max(366) int cutOffDays,

            Boolean selfServiceCancellation,
            boolean allowRefund,

            @Min(0) @Max(3660) Integer expiryDays,

            Policy.CreditPolicy creditPolicy,

            @Min(0) @Max(3660) int backDatingDays,

            @Min(0) @Max(3660) int goodwillDays,

            Policy.DayCounting dayCount,
            boolean creditOneTime,
            boolean creditTrial,
            boolean refundCanceledItems,
            Policy.SelfServiceRefund selfServiceRefundMode,
            List<@NotNull Money> adminFees,
            List<@NotNull Money> refundLimits,

            @NotBlank @Size(max = 64) String termsVersion,

            @NotBlank @Size(max = 4000) String termsText,

            @NotBlank @Size(max = 500) String contactLine,

            boolean invoiceSettlement,
            Policy.BilledAfterEnd billedAfterEnd,

            @Min(0) @Max(36600) Integer retentionDays,

            @Min(0) @Max(3660) Integer withdrawalDays,

            @Min(0) @Max(3660) int coolingOffDays,

            String timeZone,

            @Size(max = 10)
            List<
                            @NotNull
                            @Pattern(
                                    regexp = "pk_[A-Za-z0-9]{16,61}",
                                    message = "must be pk_ and 16 to 61 letters and digits")
                            String>
                    publishableKeys) {
        public PolicyRecord {
            selfServiceCancellation = Objects.requireNonNullElse(selfServiceCancellation, true);
            expiryDays = Objects.requireNonNullElse(expiryDays, 28);
            creditPolicy = Objects.requireNonNullElse(creditPolicy, Policy.CreditPolicy.PRORATED);
            dayCount = Objects.requireNonNullElse(dayCount, Policy.DayCounting.ACTUAL);
            selfServiceRefundMode =
                    Objects.requireNonNullElse(selfServiceRefundMode, Policy.SelfServiceRefund.AVAILABLE_CREDITS);
            adminFees = orEmpty(adminFees);
            billedAfterEnd = Objects.requireNonNullElse(billedAfterEnd, Policy.BilledAfterEnd.SETTLE);
            retentionDays = Objects.requireNonNullElse(retentionDays, 3650);
            withdrawalDays = Objects.requireNonNullElse(withdrawalDays, 14);
            timeZone = Objects.requireNonNullElse(timeZone, "UTC");
            publishableKeys = orEmpty(publishableKeys);
            refundLimits = orEmpty(refundLimits);
        }
    }

    /**
     * A reason of the tenant's own; with the code of a standard one it takes its place, or hides it if not active.
     *
     * @param category the legal category; if absent, that of the standard reason with the same code, else ORDINARY
     */
    public record ReasonRecord(
            @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{0,63}", message = "must be a code such as NO_LONGER_NEEDED")
            String code,

            @NotBlank @Size(max = 200) String title,

            boolean noteRequired,
            Boolean availableToCustomers,
            Boolean active,
            @Nullable ReasonCategory category) {
        public ReasonRecord {
            availableToCustomers = Objects.requireNonNullElse(availableToCustomers, true);
            active = Objects.requireNonNullElse(active, true);
        }
    }

    /**
     * An account.
     *
     * @param currency ISO 4217; it cannot change
     * @param timeZone a time zone of the IANA database, such as Asia/Tokyo, or a fixed offset such as +05:00
     * @param licenses 0 where left out; of a closed account there are none, whatever is said
     * @param selfServiceCancellation whether the customer may close the account, if the policy allows that too; false
     *     if absent
     * @param receivableActive whether the receivable is active; if not, none of the account's services can be removed;
     *     true if absent
     * @param postpaid whether usage is billed afterwards; false if absent
     */
    public record AccountRecord(
            @NotBlank @Size(max = 64) String id,

            @NotBlank @Size(max = 200) String name,

            @NotBlank String currency,
            @NotBlank String timeZone,
            @Min(0) int licenses,
            @Nullable @Size(max = 200) String contactName,
            @Nullable @Size(max = 320) String contactEmail,
            boolean selfServiceCancellation,
            Boolean receivableActive,
            boolean postpaid) {
        public AccountRecord {
            receivableActive = Objects.requireNonNullElse(receivableActive, true);
        }
    }

    /**
     * A category of billing items.
     *
     * @param alternative the advice if its items cannot be canceled
     * @param cutOffDays overrides the policy's
     */
    public record CategoryRecord(
            @NotBlank @Size(max = 64) String id,

            @NotBlank @Size(max = 200) String name,

            Boolean cancelable,
            @Nullable @Size(max = 500) String alternative,

            @Nullable @Min(0) @Max(366) Integer cutOffDays) {
        public CategoryRecord {
            cancelable = Objects.requireNonNullElse(cancelable, true);
        }
    }

    /**
     * A billing item.
     *
     * @param price the price of one period
     * @param anchorOn first day of the first period; the anniversaries are counted from it
     * @param periodUnit MONTH where left out
     * @param periodCount 1 where left out
     * @param associated ids of items that may go along with it
     * @param dependsOn ids of items that it cannot live without
     * @param canceledOn first day not used, of an item that ended before Quittance knew it
     */
    public record BillingItemRecord(
            @NotBlank @Size(max = 64) String id,

            @NotBlank @Size(max = 64) String accountId,

            @Nullable @Size(max = 64) String categoryId,
            @Nullable @Size(max = 64) String parentId,

            @NotBlank @Size(max = 200) String name,

            @NotNull Money price,
            @NotNull LocalDate anchorOn,
            PeriodUnit periodUnit,

            @Min(1) @Max(366) Integer periodCount,

            Boolean cancelable,
            @Nullable @Size(max = 500) String alternative,
            List<@NotBlank @Size(max = 64) String> associated,
            List<@NotBlank @Size(max = 64) String> dependsOn,
            @Nullable LocalDate canceledOn) {
        public BillingItemRecord {
            periodUnit = Objects.requireNonNullElse(periodUnit, PeriodUnit.MONTH);
            periodCount = Objects.requireNonNullElse(periodCount, 1);
            cancelable = Objects.requireNonNullElse(cancelable, true);
            associated = orEmpty(associated);
            dependsOn = orEmpty(dependsOn);
        }
    }

    /**
     * An invoice. Once it is known, neither it nor its lines can change: a correction is a new document. Only a draft
     * may come again as POSTED, and a dispute may begin or end.
     *
     * @param billRunId the run that created it
     * @param state DRAFT or POSTED; where left out, a known one stays as it is, a new one of a bill run is DRAFT, and
     *     one without POSTED
     * @param disputed whether the customer disputes it; if absent, a known invoice keeps its value
     */
    public record InvoiceRecord(
            @NotBlank @Size(max = 64) String id,

            @NotBlank @Size(max = 64) String accountId,

            @NotNull LocalDate issuedOn,
            @NotNull LocalDate dueOn,
            @NotEmpty List<@NotNull @Valid LineRecord> lines,

            @Nullable @Size(max = 64) String billRunId,
            @Nullable InvoiceState state,
            @Nullable Boolean disputed) {}

    /**
     * An invoice line.
     *
     * @param id unique among all lines of the tenant
     * @param subscriptionId the subscription of the service if absent
     * @param kind RECURRING where left out
     * @param periodUntil first day not billed
     * @param net after coupon, before tax
     * @param coupon the discount; none if absent
     * @param tax nothing where left out
     * @param taxRate in percent; may be absent if only the tax amount is known
     */
    public record LineRecord(
            @NotBlank @Size(max = 64) String id,

            @Nullable @Size(max = 64) String billingItemId,
            @Nullable @Size(max = 64) String subscriptionId,
            @Nullable @Size(max = 64) String serviceId,
            LineKind kind,

            @NotBlank @Size(max = 200) String description,

            @NotNull LocalDate periodFrom,
            @NotNull LocalDate periodUntil,
            @NotNull Money net,
            @Nullable Money coupon,
            @Nullable Money tax,

            @Nullable
            @Pattern(
                    regexp = "[0-9]{1,3}(\\.[0-9]{1,3})?|1000(\\.0{1,3})?",
                    message = "must be a percentage from 0 to 1000 with at most 3 decimals, such as 8.875")
            String taxRate) {
        public LineRecord {
            kind = Objects.requireNonNullElse(kind, LineKind.RECURRING);
        }

        /** The tax rate in thousandths of a percent. */
        @Nullable
        public Integer taxRateInThousandths() {
            return taxRate == null
                    ? null
                    : new BigDecimal(taxRate).movePointRight(3).intValueExact();
        }
    }
}
