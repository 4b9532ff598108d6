package io.quittance.refund.apply;

import static io.quittance.call.RefusalReason.CREDIT_NOTE_NOT_FOUND;
import static io.quittance.call.RefusalReason.INVOICE_NOT_FOUND;
import static io.quittance.call.RefusalReason.PAYMENT_NOT_FOUND;

import io.quittance.call.InputError;
import io.quittance.call.Refusal;
import io.quittance.desk.AccountLocks;
import io.quittance.invoice.PaidLine;
import io.quittance.invoice.PaidLine.Source;
import io.quittance.persistence.Account;
import io.quittance.persistence.BillingItem;
import io.quittance.persistence.CancellationReason;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.Payment;
import io.quittance.persistence.PaymentAllocation;
import io.quittance.persistence.RefundDestination;
import io.quittance.refund.apply.RefundRequest.ChosenLine;
import io.quittance.refund.payout.AccountMoney;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The records that a refund is requested for.
 *
 * @param paidLines the lines; of a payment, only with what that payment has paid of them
 * @param unallocatedMinor the part of the payment that is neither allocated nor refunded, in minor units
 * @param canceledAtOnce the ids of the billing items among them that were canceled at once
 * @param ownReasons the tenant's additions to the catalogue of reasons
 */
record RefundSnapshot(
        AccountMoney money,
        List<PaidLine> paidLines,
        long unallocatedMinor,
        Set<String> canceledAtOnce,
        List<CancellationReason> ownReasons) {

    /** Loads what a refund is asked of; its account is locked where something will change. */
    static RefundSnapshot load(RefundRequest request, AccountLocks locks) {
        if (request.ofCreditNoteId() != null) {
            return ofCreditNote(request, request.ofCreditNoteId(), locks);
        }
        int sources = (request.paymentId() == null ? 0 : 1)
                + (request.invoiceId() == null ? 0 : 1)
                + (request.lines().isEmpty() ? 0 : 1);
        if (sources != 1) {
            throw Refusal.invalid(
                    List.of(new InputError("", "must name one of paymentId, invoiceId, lines and ofCreditNoteId")));
        }
        mustNameEachOnce(request.lines());
        if (request.paymentId() != null) {
            return ofPayment(request, request.paymentId(), locks);
        }
        return request.invoiceId() != null ? ofInvoice(request, request.invoiceId(), locks) : ofLines(request, locks);
    }

    /** The note's own amount is the cap; by the original payment, what that payment holds too. */
    private static RefundSnapshot ofCreditNote(RefundRequest request, String id, AccountLocks locks) {
        RefundRules.mustPayANoteOut(request);
        if (request.paymentId() != null) {
            return ofPayment(request, request.paymentId(), locks);
        }
        Account account = locks.account(
                CreditNote.accountOf(id), () -> Refusal.of(CREDIT_NOTE_NOT_FOUND, "There is no credit note %s.", id));
        return of(request, account, List.of(), 0, locks);
    }

    private static void mustNameEachOnce(List<ChosenLine> lines) {
        var seen = new HashSet<String>();
        List<InputError> twice = IntStream.range(0, lines.size())
                .filter(i -> !seen.add(lines.get(i).lineId()))
                .mapToObj(i -> new InputError("/lines/" + i + "/lineId", "is a duplicate"))
                .toList();
        if (!twice.isEmpty()) {
            throw Refusal.invalid(twice);
        }
    }

    private static RefundSnapshot ofPayment(RefundRequest request, String id, AccountLocks locks) {
        Account account = locks.account(
                Payment.accountOf(id), () -> Refusal.of(PAYMENT_NOT_FOUND, "There is no payment %s.", id));
        List<PaymentAllocation> allocations = PaymentAllocation.list("paymentId = ?1 order by lineId", id);
        List<PaidLine> lines = PaidLine.of(InvoiceLine.list(
                        "id in ?1 order by invoiceId, id",
                        allocations.stream()
                                .map(allocation -> allocation.lineId)
                                .toList()))
                .stream()
                .map(line -> new PaidLine(
                        line.invoice(),
                        line.line(),
                        line.sources().stream()
                                .filter(source -> id.equals(source.paymentId()))
                                .toList()))
                .toList();
        return of(
                request,
                account,
                lines,
                Math.max(0, Payment.<Payment>findById(id).leftMinor() - left(allocations)),
                locks);
    }

    private static long left(List<PaymentAllocation> allocations) {
        return allocations.stream().mapToLong(PaymentAllocation::leftMinor).sum();
    }

    private static RefundSnapshot ofInvoice(RefundRequest request, String id, AccountLocks locks) {
        Account account = locks.account(
                Invoice.accountOf(id), () -> Refusal.of(INVOICE_NOT_FOUND, "There is no invoice %s.", id));
        return of(request, account, PaidLine.of(InvoiceLine.list("invoiceId = ?1 order by id", id)), 0, locks);
    }

    private static RefundSnapshot ofLines(RefundRequest request, AccountLocks locks) {
        List<String> ids = request.lines().stream().map(ChosenLine::lineId).toList();
        List<String> accounts = InvoiceLine.accountsOf(ids);
        Account account = locks.account(
                accounts.size() == 1 ? Optional.of(accounts.get(0)) : Optional.empty(), () -> unknownLines(ids));
        List<InvoiceLine> lines = InvoiceLine.list("id in ?1 order by invoiceId, id", ids);
        if (lines.size() != ids.size()) {
            throw unknownLines(ids);
        }
        return of(request, account, PaidLine.of(lines), 0, locks);
    }

    private static Refusal unknownLines(List<String> ids) {
        return Refusal.of(INVOICE_NOT_FOUND, "%s are not lines of one account.", String.join(", ", ids));
    }

    private static RefundSnapshot of(
            RefundRequest request, Account account, List<PaidLine> lines, long unallocatedMinor, AccountLocks locks) {
        Set<String> items = lines.stream()
                .map(line -> line.line().billingItemId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var costs = AccountMoney.Costs.load(
                account,
                payments(request, lines),
                lines.stream().map(line -> line.line().id).toList(),
                locks.at());
        return new RefundSnapshot(
                AccountMoney.load(
                        account,
                        request.creditNoteId() == null ? request.ofCreditNoteId() : request.creditNoteId(),
                        costs,
                        request.goesTo(RefundDestination.OFFSET)
                                ? InvoiceLine.undisputedOwedBy(account.id)
                                : List.of()),
                lines,
                unallocatedMinor,
                Set.copyOf(BillingItem.canceledAtOnce(items)),
                CancellationReason.listAll());
    }

    private static Set<String> payments(RefundRequest request, List<PaidLine> lines) {
        return Stream.concat(
                        Stream.ofNullable(request.paymentId()),
                        lines.stream()
                                .flatMap(line -> line.sources().stream())
                                .flatMap(source -> Stream.ofNullable(source.paymentId())))
                .collect(Collectors.toSet());
    }

    /** The upper limit of the refund. */
    long refundableMinor() {
        return unallocatedMinor
                + paidLines.stream().mapToLong(PaidLine::refundableMinor).sum();
    }

    /** The unallocated part of a payment as a source of the refund. */
    Source unallocated(String paymentId) {
        return new Source(paymentId, unallocatedMinor);
    }
}
