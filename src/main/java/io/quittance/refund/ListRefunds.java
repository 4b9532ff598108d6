package io.quittance.refund;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.cancellation.Reason;
import io.quittance.desk.Asked;
import io.quittance.desk.Desk;
import io.quittance.desk.Json;
import io.quittance.desk.Locks;
import io.quittance.desk.Page;
import io.quittance.persistence.Policy;
import io.quittance.persistence.Refund;
import io.quittance.persistence.RefundDestination;
import io.quittance.persistence.RefundPart;
import io.quittance.persistence.RefundState;
import io.quittance.persistence.RefundStep;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** The refunds of a tenant or of one account, in the order of their numbers. */
public class ListRefunds {

    private final Desk desk;
    private final Json json;

    ListRefunds(Desk desk, Json json) {
        this.desk = desk;
        this.json = json;
    }

    @Funq("list-refunds")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public Page<Row> list(ListRefundsRequest request) {
        return desk.read(request, this::read);
    }

    private Page<Row> read(ListRefundsRequest request, Locks locks, Asked asked) {
        Page<Refund> page = Page.of(
                Where.of("number > :after", Page.numberAfter(request.cursor()))
                        .and("accountId = :account", locks.listedAccount(request.accountId()))
                        .and("cancellationId = :cancellation", request.cancellationId())
                        .and("state = :state", request.state())
                        .and(
                                "dueBy <= :day and state in (PENDING_APPROVAL, PENDING, FAILED)",
                                lastDayDue(request.dueWithinDays(), asked))
                        .and(
                                "id in (select p.refundId from RefundPart p where p.paymentId = :payment)",
                                request.paymentId())
                        .list(Refund.class, "number", Page.rowsFor(request.limit())),
                request.limit(),
                Refund::number);
        return new Page<>(rows(page.items(), json), page.nextCursor());
    }

    private static @Nullable LocalDate lastDayDue(@Nullable Integer days, Asked asked) {
        return days == null
                ? null
                : asked.at().atZone(Policy.current().zone()).toLocalDate().plusDays(days);
    }

    /** Refunds as they are told, in their order. */
    static List<Row> rows(List<Refund> refunds, Json json) {
        Map<String, List<RefundPart>> parts = RefundPart.of(
                        refunds.stream().map(Refund::id).toList())
                .stream()
                .collect(Collectors.groupingBy(part -> part.refundId));
        Map<String, List<RefundStep>> steps = RefundStep.of(
                        refunds.stream().map(Refund::id).toList())
                .stream()
                .collect(Collectors.groupingBy(step -> step.refundId));
        return refunds.stream()
                .map(refund -> Row.of(
                        refund,
                        json.read(refund.reason(), Reason.class),
                        parts.getOrDefault(refund.id(), List.of()),
                        steps.getOrDefault(refund.id(), List.of()).stream()
                                .map(step -> StepTaken.of(step, json))
                                .toList()))
                .toList();
    }

    /**
     * Filters; all may be left out.
     *
     * @param cancellationId only those that belong to it
     * @param paymentId only those that give something of it back
     * @param dueWithinDays only those that are not paid back yet and have to be within so many days, counted in the
     *     tenant's time zone: with 0 those due today and those overdue, with -1 only those overdue
     * @param limit rows a page, 1 to 200, 50 where left out
     */
    public record ListRefundsRequest(
            @Nullable @Size(max = 64) String accountId,

            @Nullable @Size(max = 64) String cancellationId,

            @Nullable @Size(max = 64) String paymentId,

            @Nullable RefundState state,

            @Nullable @Min(-3660) @Max(3660) Integer dueWithinDays,

            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}

    /**
     * One refund.
     *
     * @param amount with the fee
     * @param paidOut what the customer got or will get
     * @param creditNoteId of the note that is the refund
     * @param ofCreditNoteId of the note that is paid out by it
     * @param besidesCreditNoteId of a note that stood in its way when it was asked for
     * @param overrideReason why it is paid besides that note
     * @param dueBy last day on which the law lets it be paid back; absent where it names none
     * @param attempt how often the payment system was told to carry it out
     * @param parts what goes back of which payment and line; without a payment, of what credit has paid; of a refund that
     *     is rejected, canceled or reversed, what it would give or gave
     * @param history what has become of it since
     */
    public record Row(
            String refundId,
            String accountId,
            RefundDestination destination,
            RefundState state,
            Money amount,
            Money adminFee,
            Money paidOut,
            @Nullable String paymentId,
            @Nullable String creditNoteId,
            @Nullable String ofCreditNoteId,
            @Nullable String besidesCreditNoteId,
            @Nullable String overrideReason,
            @Nullable String cancellationId,
            @Nullable LocalDate dueBy,
            int attempt,
            Reason reason,
            Instant requestedAt,
            String requestedBy,
            List<Payout.Part> parts,
            List<StepTaken> history) {

        static Row of(Refund refund, Reason reason, List<RefundPart> parts, List<StepTaken> history) {
            CurrencyUnit currency = CurrencyUnit.of(refund.currency());
            return new Row(
                    refund.id(),
                    refund.accountId(),
                    refund.destination(),
                    refund.state(),
                    Money.ofMinor(currency, refund.amountMinor()),
                    Money.ofMinor(currency, refund.feeMinor()),
                    Money.ofMinor(currency, refund.paidOutMinor()),
                    refund.paymentId(),
                    refund.creditNoteId(),
                    refund.ofCreditNoteId(),
                    refund.besidesCreditNoteId(),
                    refund.overrideReason(),
                    refund.cancellationId(),
                    refund.dueBy(),
                    refund.attempt(),
                    reason,
                    refund.requestedAt(),
                    refund.requestedBy(),
                    parts.stream()
                            .filter(part -> part.amountMinor > 0)
                            .map(part -> new Payout.Part(
                                    part.paymentId, part.lineId, Money.ofMinor(currency, part.amountMinor)))
                            .toList(),
                    history);
        }
    }

    /**
     * A step of a refund.
     *
     * @param reference the payment system's own
     * @param answeredAt when the payment system answered, by its own clock
     */
    public record StepTaken(
            RefundStep.What what,
            Instant at,
            String by,
            String role,
            int attempt,
            @Nullable String reference,
            @Nullable String note,
            @Nullable Instant answeredAt,
            @Nullable Reason reason) {

        static StepTaken of(RefundStep step, Json json) {
            return new StepTaken(
                    step.what,
                    step.at,
                    step.actor,
                    step.role,
                    step.attempt,
                    step.reference,
                    step.note,
                    step.answeredAt,
                    step.reason == null ? null : json.read(step.reason, Reason.class));
        }
    }
}
