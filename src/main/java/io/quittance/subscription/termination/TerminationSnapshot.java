package io.quittance.subscription.termination;

import static io.quittance.call.RefusalReason.SUBSCRIPTION_NOT_FOUND;

import io.quittance.call.Refusal;
import io.quittance.desk.AccountLocks;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationKind;
import io.quittance.persistence.CancellationReason;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.UsageRecord;
import io.quittance.refund.payout.AccountMoney;
import io.quittance.refund.payout.RefundChoice;
import io.quittance.subscription.agreement.EndDateRequest;
import io.quittance.subscription.agreement.MatchedDeclaration;
import io.quittance.subscription.services.SubscriptionServices;
import io.quittance.subscription.unused.ChargedLines;
import io.quittance.subscription.unused.ChosenLines;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All records that the plan for the end of a subscription reads.
 *
 * @param services the services that have not ended, and what belongs to them
 * @param lines the lines of the subscription whose period is not over, and whose days were not credited before
 * @param documents all lines of the invoices of those: tax is rounded once a document
 * @param canceledAtOnce the ids of the billing items among them that were canceled at once
 * @param removals scheduled ones of its services
 * @param unbilled usage that is not billed
 * @param ownReasons the tenant's additions to the catalogue of reasons
 * @param declared the customer's declaration that it answers, where one is named
 */
public record TerminationSnapshot(
        AccountMoney money,
        SubscriptionServices services,
        List<PaidLine> lines,
        List<InvoiceLine> documents,
        Set<String> canceledAtOnce,
        List<Cancellation> removals,
        List<UsageRecord> unbilled,
        List<CancellationReason> ownReasons,
        @Nullable MatchedDeclaration declared)
        implements ChargedLines {

    /** Loads what a request asks to end; its account is locked where something will change. */
    static TerminationSnapshot load(TerminationRequest request, AccountLocks locks) {
        String id = request.subscriptionId();
        Account account = locks.account(Subscription.accountOf(id), () -> unknown(id));
        return load(request, request.choice(), request.declarationId(), account, id, locks);
    }

    /** Loads a subscription of which something is asked to end on a day; its account is held. */
    public static TerminationSnapshot load(
            EndDateRequest request,
            RefundChoice choice,
            @Nullable String declaration,
            Account account,
            String id,
            AccountLocks locks) {
        MatchedDeclaration declared = MatchedDeclaration.load(declaration, account.id, id, locks);
        return of(
                AccountMoney.load(account, choice.creditNoteId()),
                id,
                earliest(request, declared, account.dayOf(locks.at())),
                declared);
    }

    /** A day that has been lets more lines be looked at. */
    private static LocalDate earliest(EndDateRequest request, @Nullable MatchedDeclaration declared, LocalDate today) {
        return Stream.of(
                        Stream.ofNullable(request.effectiveOn()),
                        Stream.ofNullable(request.receivedOn()),
                        Stream.ofNullable(declared).map(MatchedDeclaration::receivedOn),
                        Stream.of(today))
                .flatMap(Function.identity())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Loads a subscription whose scheduled end is due. */
    public static TerminationSnapshot load(Cancellation due, @Nullable String creditNote) {
        return of(Account.findById(due.accountId()), due.subjectId(), due.effectiveOn(), creditNote);
    }

    /** Loads a subscription whose account is held. */
    static TerminationSnapshot of(Account account, String id, LocalDate from, @Nullable String creditNote) {
        return of(AccountMoney.load(account, creditNote), id, from, null);
    }

    /**
     * Loads a subscription that ends with its whole account: without the lines of services that have ended, and without
     * the removals, which the closure supersedes.
     */
    static TerminationSnapshot withAccount(AccountMoney money, String id, LocalDate from, Instant at) {
        SubscriptionServices services = services(money, id);
        Set<String> others = others(services, service -> !service.hasEnded(at));
        List<InvoiceLine> lines = uncredited(services, from).stream()
                .filter(line -> !others.contains(String.valueOf(line.serviceId)))
                .toList();
        return of(money, services, lines, List.of(), null);
    }

    private static SubscriptionServices services(AccountMoney money, String id) {
        Subscription subscription =
                Subscription.<Subscription>findByIdOptional(id).orElseThrow(() -> unknown(id));
        return SubscriptionServices.of(money.account(), subscription);
    }

    private static List<InvoiceLine> uncredited(SubscriptionServices services, LocalDate from) {
        return InvoiceLine.uncreditedOf(services.subscription().id, services.firstRegrettable(from));
    }

    private static TerminationSnapshot of(
            AccountMoney money, String id, LocalDate from, @Nullable MatchedDeclaration declared) {
        SubscriptionServices services = services(money, id);
        return of(
                money,
                services,
                uncredited(services, from),
                Cancellation.waitingFor(CancellationKind.SERVICES, id),
                declared);
    }

    private static TerminationSnapshot of(
            AccountMoney money,
            SubscriptionServices services,
            List<InvoiceLine> lines,
            List<Cancellation> removals,
            @Nullable MatchedDeclaration declared) {
        return new TerminationSnapshot(
                money,
                services,
                PaidLine.of(lines),
                InvoiceLine.list(
                        "invoiceId in ?1 order by invoiceId, id",
                        lines.stream().map(line -> line.invoiceId).collect(Collectors.toSet())),
                Set.copyOf(BillingItem.canceledAtOnce(lines.stream()
                        .map(line -> line.billingItemId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()))),
                removals,
                UsageRecord.unbilledOf(List.of(services.subscription().id)),
                CancellationReason.listAll(),
                declared);
    }

    public Subscription subscription() {
        return services.subscription();
    }

    /** Some of its lines; tax is still rounded over their whole documents. */
    public ChargedLines only(Predicate<PaidLine> some) {
        return new ChosenLines(this, lines.stream().filter(some).toList());
    }

    /**
     * The lines without those of services that an earlier removal ends or has ended: that removal settles them, even
     * with nothing. So the result is the same before and after that removal is executed.
     */
    ChargedLines taking(Predicate<Service> taken) {
        Set<String> others = others(services, taken);
        return only(line -> !others.contains(String.valueOf(line.line().serviceId)));
    }

    private static Set<String> others(SubscriptionServices services, Predicate<Service> taken) {
        return Stream.concat(
                        services.running().stream().filter(taken.negate()).map(service -> service.id),
                        services.removed().stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Subscription.BilledAs billedAs(InvoiceLine line) {
        return subscription().billedAs;
    }

    @Override
    public boolean isOfContract(CreditNote note) {
        return Objects.equals(note.subscriptionId, subscription().id);
    }

    public static Refusal unknown(String id) {
        return Refusal.of(SUBSCRIPTION_NOT_FOUND, "There is no subscription %s.", id);
    }
}
