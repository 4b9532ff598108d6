package io.quittance.billingitem.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.billingitem.item.BillingItemCancellationExecution;
import io.quittance.billingitem.item.BillingItemCancellationPlan;
import io.quittance.billingitem.item.BillingItemCancellationSnapshot;
import io.quittance.billingitem.item.RequestProgress;
import io.quittance.billingitem.request.CancellationApprovalPlan.ApprovalSnapshot;
import io.quittance.billingitem.request.CancellationRequestSnapshot.Line;
import io.quittance.billingitem.request.CancellationRequestView.ItemRefusal;
import io.quittance.billingitem.request.JointCancellationPlan.End;
import io.quittance.call.Refusal;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.Journal;
import io.quittance.desk.Json;
import io.quittance.desk.Reason;
import io.quittance.event.CancellationRequestApproved;
import io.quittance.event.CancellationRequestItemRemoved;
import io.quittance.event.CancellationRequestOpened;
import io.quittance.persistence.Account;
import io.quittance.persistence.Cancellation;
import io.quittance.persistence.CancellationRequest;
import io.quittance.persistence.CancellationRequestState;
import io.quittance.persistence.RequestedItem;
import io.quittance.persistence.RequestedItem.Result;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executes the plans of cancellation requests: opens, approves, voids.
 *
 * <p>An approval opens one cancellation per item, the latest first. So an earlier one that includes another item
 * supersedes that item's own cancellation, as it does if they are requested one by one, and restores it when it is
 * undone.
 */
@ApplicationScoped
public class CancellationRequestExecution {

    private final BillingItemCancellationExecution ending;
    private final Json json;

    CancellationRequestExecution(BillingItemCancellationExecution ending, Json json) {
        this.ending = ending;
        this.json = json;
    }

    /** Opens a request; nothing ends before it is approved. */
    CancellationRequestView open(
            RequestCancellation.Request asking,
            CancellationRequestPlan plan,
            JointCancellationSnapshot found,
            Journal journal) {
        Reason reason = journal.reason();
        CancellationRequest request = CancellationRequest.open(
                plan.accountId(),
                new CancellationRequest.Agreement(
                        journal.toJson(reason), plan.terms().version(), journal.toJson(plan)),
                journal.by().subject(),
                journal.at());
        for (int i = 0; i < asking.items().size(); i++) {
            RequestCancellation.Request.Item item = asking.items().get(i);
            new RequestedItem(
                            request,
                            i + 1,
                            item.billingItemId(),
                            new RequestedItem.Wish(item.timing().timing(), item.includeAssociated()),
                            plan.items().get(i).plan().dates().effectiveOn())
                    .persist();
        }
        journal.publish(new CancellationRequestOpened(
                request.id(),
                request.accountId(),
                asking.items().stream()
                        .map(RequestCancellation.Request.Item::billingItemId)
                        .toList()));
        return snapshot(request, found.account(), journal.at());
    }

    ApprovalSnapshot load(CancellationRequestReference request, AccountLocks locks) {
        CancellationRequestSnapshot snapshot = CancellationRequestSnapshot.load(request.cancellationRequestId(), locks);
        Reason reason = reasonOf(snapshot.request());
        boolean pending = snapshot.request().state() == CancellationRequestState.PENDING;
        return new ApprovalSnapshot(snapshot, reason, pending ? JointCancellationSnapshot.of(snapshot, reason) : null);
    }

    /** A cancellation that an approval has opened. */
    private record ScheduledItem(
            Cancellation cancellation, BillingItemCancellationPlan plan, BillingItemCancellationSnapshot found) {}

    /** Approves: schedules what can end, and carries out at once what is to end at once. */
    CancellationRequestView approve(
            CancellationRequestReference asking,
            CancellationApprovalPlan plan,
            ApprovalSnapshot approving,
            Journal journal) {
        CancellationRequest request = approving.snapshot().request();
        Map<String, RequestedItem> rows = approving.snapshot().lines().stream()
                .map(Line::row)
                .collect(Collectors.toMap(RequestedItem::billingItemId, Function.identity()));
        request.approve(journal.by().subject(), journal.at());
        journal.publish(new CancellationRequestApproved(
                request.id(),
                request.accountId(),
                ids(plan.joint().planned()),
                ids(plan.joint().refused())));
        for (End refused : plan.joint().refused()) {
            Refusal refusal = Objects.requireNonNull(refused.refusal());
            row(rows, refused)
                    .refuse(journal.toJson(new ItemRefusal(
                            refusal.reason(),
                            refusal.fact() + " " + refusal.reason().next())));
        }
        var agreed = new BillingItemCancellationExecution.ItemAgreement(
                approving.reason(), request.termsVersion(), request.id());
        var opened = new ArrayList<ScheduledItem>();
        for (End end : latestFirst(plan.joint().planned())) {
            ScheduledItem next = open(end, opened, agreed, journal);
            row(rows, end).schedule(next.cancellation());
            opened.add(next);
        }
        opened.stream()
                .filter(each -> each.plan().dates().effectiveAt() == null
                        && each.cancellation().isWaiting())
                .toList()
                .forEach(each -> ending.carryOutAtOnce(each.cancellation(), each.found(), each.plan(), journal));
        RequestProgress.closeIfDone(request, journal);
        return snapshot(request, approving.snapshot().account(), journal.at());
    }

    /** Opens the next cancellation; it supersedes those opened before whose items it includes completely. */
    private ScheduledItem open(
            End end,
            List<ScheduledItem> before,
            BillingItemCancellationExecution.ItemAgreement agreed,
            Journal journal) {
        BillingItemCancellationPlan plan = end.accepted();
        BillingItemCancellationSnapshot found = end.wanted().found();
        List<Cancellation> under = before.stream()
                .filter(each -> each.cancellation().isWaiting())
                .filter(each -> plan.endingIds().containsAll(each.plan().endingIds()))
                .map(ScheduledItem::cancellation)
                .toList();
        Stream<Cancellation> outside = plan.scope().supersedes().stream()
                .map(id ->
                        Objects.requireNonNull(found.scheduled().cancellations().get(id)))
                .filter(Cancellation::isWaiting);
        BillingItemCancellationPlan now = plan.superseding(
                Stream.concat(outside, under.stream()).map(Cancellation::id).toList());
        BillingItemCancellationSnapshot after = found.after(under);
        return new ScheduledItem(ending.open(now, after, agreed, journal), now, after);
    }

    /** Calls the whole request off: first what was opened last, so that each puts back what it found. */
    CancellationRequestView voidRequest(
            VoidCancellationRequest.Request asking,
            VoidPlan plan,
            CancellationRequestSnapshot snapshot,
            Journal journal) {
        CancellationRequest request = snapshot.request();
        if (!plan.isDoneAlready()) {
            plan.lines().forEach(line -> line.row().voidItem());
            RequestProgress.voidRequest(request, journal);
            undo(plan.lines(), request, journal);
        }
        return snapshot(request, snapshot.account(), journal.at());
    }

    /** Takes one item out. */
    CancellationRequestView remove(
            RemoveFromCancellationRequest.Request asking,
            VoidPlan plan,
            CancellationRequestSnapshot snapshot,
            Journal journal) {
        CancellationRequest request = snapshot.request();
        if (!plan.isDoneAlready()) {
            for (Line line : plan.lines()) {
                line.row().remove();
                journal.publish(new CancellationRequestItemRemoved(
                        request.id(), request.accountId(), line.row().billingItemId()));
            }
            undo(plan.lines(), request, journal);
            RequestProgress.closeIfDone(request, journal);
        }
        return snapshot(request, snapshot.account(), journal.at());
    }

    /**
     * Brings those of a closed account that wait for an approval to their end; those that were approved have followed their
     * items.
     */
    public void end(AccountRequestsSnapshot found, Journal journal) {
        found.each().stream()
                .filter(snapshot -> snapshot.request().state() == CancellationRequestState.PENDING)
                .forEach(snapshot -> {
                    snapshot.lines().stream()
                            .filter(line -> line.result(journal.at()).isOpen())
                            .forEach(line -> line.row().endUnapproved());
                    RequestProgress.voidRequest(snapshot.request(), journal);
                });
    }

    private void undo(List<Line> lines, CancellationRequest request, Journal journal) {
        lines.stream()
                .map(Line::cancellation)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Cancellation::number).reversed())
                .forEach(each -> {
                    if (each.isWaiting()) {
                        ending.undo(each, request.id(), journal);
                    }
                });
    }

    private static List<End> latestFirst(List<End> ends) {
        var reversed = new ArrayList<>(ends);
        Collections.reverse(reversed);
        return reversed;
    }

    private static List<String> ids(List<End> ends) {
        return ends.stream().map(end -> end.wanted().id()).toList();
    }

    private static RequestedItem row(Map<String, RequestedItem> rows, End end) {
        return Objects.requireNonNull(rows.get(end.wanted().id()));
    }

    private Reason reasonOf(CancellationRequest request) {
        return json.read(request.reason(), Reason.class);
    }

    private CancellationRequestView snapshot(CancellationRequest request, Account account, Instant at) {
        return snapshot(CancellationRequestSnapshot.of(request, account), at);
    }

    /** The view of a request at a moment. */
    CancellationRequestView snapshot(CancellationRequestSnapshot snapshot, Instant at) {
        CancellationRequest request = snapshot.request();
        return new CancellationRequestView(
                request.id(),
                request.accountId(),
                snapshot.state(at),
                reasonOf(request),
                request.termsVersion(),
                json.read(request.plan(), JsonNode.class),
                request.requestedAt(),
                request.requestedBy(),
                request.approvedAt(),
                request.approvedBy(),
                request.completedAt(),
                request.voidedAt(),
                request.voidedBy(),
                snapshot.lines().stream().map(line -> item(line, at)).toList(),
                snapshot.policy().contactLine);
    }

    private CancellationRequestView.Item item(Line line, Instant at) {
        RequestedItem row = line.row();
        Result result = line.result(at);
        boolean ends = result == Result.SCHEDULED || result == Result.CANCELED;
        String by = line.item().cancellationId();
        return new CancellationRequestView.Item(
                row.billingItemId(),
                line.item().name,
                row.timing(),
                row.includesAssociated(),
                result,
                ends ? Objects.requireNonNull(line.item().effectiveOn()) : row.effectiveOn(),
                row.cancellationId(),
                ends && !Objects.equals(by, row.cancellationId()) ? by : null,
                refusalOf(row));
    }

    private @Nullable ItemRefusal refusalOf(RequestedItem row) {
        String refusal = row.refusal();
        return refusal == null ? null : json.read(refusal, ItemRefusal.class);
    }
}
