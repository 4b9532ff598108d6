package io.quittance.intake;

import io.quittance.persistence.BillRunKind;
import io.quittance.persistence.BillRunState;
import io.quittance.persistence.InvoiceState;
import io.quittance.persistence.PeriodUnit;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Records of the billing system, each under the id that it has there. A record takes the place of what was known under
 * its id; a field that is left out has its usual value. All arrays may be left out.
 */
public record ImportRecordsRequest(
        @Nullable @Valid PolicyRecord policy,
        List<@NotNull @Valid ReasonRecord> cancellationReasons,
        List<@NotNull @Valid AccountRecord> accounts,
        List<@NotNull @Valid CategoryRecord> itemCategories,
        List<@NotNull @Valid BillingItemRecord> billingItems,
        List<@NotNull @Valid InvoiceRecord> invoices,
        List<@NotNull @Valid PaymentRecord> payments,
        List<@NotNull @Valid BillRunSeriesRecord> billRunSeries,
        List<@NotNull @Valid BillRunRecord> billRuns) {

    public ImportRecordsRequest {
        cancellationReasons = orEmpty(cancellationReasons);
        accounts = orEmpty(accounts);
        itemCategories = orEmpty(itemCategories);
        billingItems = orEmpty(billingItems);
        invoices = orEmpty(invoices);
        payments = orEmpty(payments);
        billRunSeries = orEmpty(billRunSeries);
        billRuns = orEmpty(billRuns);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /**
     * The tenant's switches.
     *
     * @param cancelDayUsed whether the day on which something ends at once counts as used; false where left out
     * @param cutOffDays days before an anniversary from which on the one after it is used; 0 where left out
     * @param selfServiceCancellation whether customers may cancel their own items; true where left out
     * @param contactLine where to ask about a bill
     * @param invoiceSettlement whether the credit notes of a bill run are canceled with it; false where left out
     */
    public record PolicyRecord(
            boolean cancelDayUsed,

            @Min(0) @Max(366) int cutOffDays,

            Boolean selfServiceCancellation,

            @NotBlank @Size(max = 64) String termsVersion,

            @NotBlank @Size(max = 4000) String termsText,

            @NotBlank @Size(max = 500) String contactLine,

            boolean invoiceSettlement) {
        public PolicyRecord {
            selfServiceCancellation = Objects.requireNonNullElse(selfServiceCancellation, true);
        }
    }

    /** A reason of the tenant's own; with the code of a standard one it takes its place, or hides it if not active. */
    public record ReasonRecord(
            @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{0,63}", message = "must be a code such as NO_LONGER_NEEDED")
            String code,

            @NotBlank @Size(max = 200) String title,

            boolean noteRequired,
            Boolean customerMay,
            Boolean active) {
        public ReasonRecord {
            customerMay = Objects.requireNonNullElse(customerMay, true);
            active = Objects.requireNonNullElse(active, true);
        }
    }

    /**
     * An account.
     *
     * @param currency ISO 4217; it cannot change
     * @param timeZone of the IANA time zone database, such as Asia/Tokyo, or a fixed offset such as +05:00
     * @param licenses 0 where left out
     */
    public record AccountRecord(
            @NotBlank @Size(max = 64) String id,

            @NotBlank @Size(max = 200) String name,

            @NotBlank String currency,
            @NotBlank String timeZone,
            @Min(0) int licenses,
            @Nullable @Size(max = 200) String contactName,
            @Nullable @Size(max = 320) String contactEmail) {}

    /**
     * A category of billing items.
     *
     * @param instead what to do instead, where its items cannot be canceled
     * @param cutOffDays overrides the policy's
     */
    public record CategoryRecord(
            @NotBlank @Size(max = 64) String id,

            @NotBlank @Size(max = 200) String name,

            Boolean cancelable,
            @Nullable @Size(max = 500) String instead,

            @Nullable @Min(0) @Max(366) Integer cutOffDays) {
        public CategoryRecord {
            cancelable = Objects.requireNonNullElse(cancelable, true);
        }
    }

    /**
     * A billing item.
     *
     * @param price of one period
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
            @Nullable @Size(max = 500) String instead,
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
     * Bill runs that recur. One that Quittance has ended stays ended.
     *
     * @param anchorOn the day that every recurrence is counted from
     * @param periodUnit MONTH where left out
     * @param periodCount 1 where left out
     */
    public record BillRunSeriesRecord(
            @NotBlank @Size(max = 64) String id,

            @NotNull LocalDate anchorOn,
            PeriodUnit periodUnit,

            @Min(1) @Max(366) Integer periodCount) {
        public BillRunSeriesRecord {
            periodUnit = Objects.requireNonNullElse(periodUnit, PeriodUnit.MONTH);
            periodCount = Objects.requireNonNullElse(periodCount, 1);
        }
    }

    /**
     * A bill run. Its invoices name it by {@code billRunId}; its counter of posted invoices follows from them.
     *
     * @param kind AD_HOC where left out; it cannot change
     * @param state of a new run any but those that Quittance works in (CANCEL_IN_PROGRESS, REMOVE_IN_PROGRESS, DELETED); a
     *     known one goes on by the legal moves of the billing system, and is never revived
     * @param seriesId of a SCHEDULED run, and only of one; it cannot change
     * @param number of the recurrence, likewise
     * @param scheduledOn required of a SCHEDULED run
     */
    public record BillRunRecord(
            @NotBlank @Size(max = 64) String id,

            BillRunKind kind,
            @NotNull BillRunState state,
            @Nullable @Size(max = 64) String seriesId,
            @Nullable @Min(1) Long number,
            @Nullable LocalDate scheduledOn) {
        public BillRunRecord {
            kind = Objects.requireNonNullElse(kind, BillRunKind.AD_HOC);
        }
    }

    /**
     * An invoice. Once it is known, neither it nor its lines can change: a correction is a new document. Only a draft may
     * come again as POSTED, and a dispute may begin or end.
     *
     * @param billRunId of the run that made it
     * @param state DRAFT or POSTED; where left out, a known one stays as it is, a new one of a bill run is DRAFT, and one
     *     without POSTED
     * @param disputed whether the customer disputes it; where left out, a known one stays as it is
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
     * @param periodUntil first day not billed
     * @param net after coupon, before tax
     * @param tax nothing where left out
     */
    public record LineRecord(
            @NotBlank @Size(max = 64) String id,

            @Nullable @Size(max = 64) String billingItemId,

            @NotBlank @Size(max = 200) String description,

            @NotNull LocalDate periodFrom,
            @NotNull LocalDate periodUntil,
            @NotNull Money net,
            @Nullable Money tax) {}

    /** A payment. Once it is known it cannot change. What is not allocated stands to the account's credit there. */
    public record PaymentRecord(
            @NotBlank @Size(max = 64) String id,

            @NotBlank @Size(max = 64) String accountId,

            @NotNull Money amount,
            @NotNull LocalDate receivedOn,
            List<@NotNull @Valid AllocationRecord> allocations) {
        public PaymentRecord {
            allocations = orEmpty(allocations);
        }
    }

    /**
     * What a payment pays: one line, or an invoice, whose open lines then share it in proportion to what is open.
     *
     * @param invoiceId or {@code lineId}, one of both
     */
    public record AllocationRecord(
            @Nullable @Size(max = 64) String invoiceId,
            @Nullable @Size(max = 64) String lineId,
            @NotNull Money amount) {}
}
