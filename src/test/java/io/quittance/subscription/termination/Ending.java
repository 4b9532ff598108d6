package io.quittance.subscription.termination;

import io.quittance.call.Caller;
import io.quittance.call.Role;
import io.quittance.desk.CallContext;
import io.quittance.desk.Reason;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.BillingTerm;
import io.quittance.persistence.BindingExtension;
import io.quittance.persistence.InstalledItem;
import io.quittance.persistence.InvoiceLine;
import io.quittance.persistence.PlannedAction;
import io.quittance.persistence.Service;
import io.quittance.persistence.Subscription;
import io.quittance.persistence.UsageRecord;
import io.quittance.refund.payout.RefundChoice;
import io.quittance.refund.payout.RefundMode;
import io.quittance.subscription.agreement.EndTiming;
import io.quittance.subscription.services.SubscriptionServices;
import io.quittance.testing.Billed;
import io.quittance.testing.Funds;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A subscription of the account harbor in New York that somebody asks to end, without any books. */
public final class Ending {

    /** Eight in the morning in New York. */
    public static final Instant NOW = Instant.parse("2026-06-11T12:00:00Z");

    public final Funds funds;
    public final Subscription subscription = new Subscription();
    public final Set<String> canceledAtOnce = new HashSet<>();
    public final List<Service> services = new ArrayList<>();
    public final List<InstalledItem> installed = new ArrayList<>();
    public final List<BindingExtension> extensions = new ArrayList<>();
    public final List<BillingTerm> terms = new ArrayList<>();
    public final List<PlannedAction> planned = new ArrayList<>();
    final List<UsageRecord> unbilled = new ArrayList<>();
    private final List<PaidLine> lines = new ArrayList<>();
    private final List<InvoiceLine> others = new ArrayList<>();

    public Ending() {
        this("USD");
    }

    Ending(String currency) {
        funds = Funds.in(currency);
        subscription.id = "hosting";
        subscription.accountId = "harbor";
        subscription.name = "Hosting";
        subscription.startsOn = LocalDate.parse("2026-01-01");
        subscription.anchorOn = subscription.startsOn;
    }

    /** One of its lines. */
    public Ending line(Billed line) {
        lines.add(line.seen());
        return this;
    }

    /** Another line of the same invoices: of another subscription, or one whose days are over or credited. */
    public Ending override(Billed line) {
        others.add(line.seen().line());
        return this;
    }

    public TerminationSnapshot found() {
        return new TerminationSnapshot(
                funds.money(),
                new SubscriptionServices(
                        funds.account, subscription, services, Set.of(), installed, extensions, terms, planned),
                List.copyOf(lines),
                Stream.concat(lines.stream().map(PaidLine::line), others.stream())
                        .toList(),
                canceledAtOnce,
                List.of(),
                unbilled,
                List.of(),
                null);
    }

    public static CallContext by(Role role, String at) {
        return new CallContext(
                Instant.parse(at), new Caller("t", "somebody", role, role == Role.CUSTOMER ? "harbor" : null));
    }

    /** The plan of an end that an agent asks for. */
    public TerminationPlan plan(EndTiming timing, @Nullable RefundMode mode, String at) {
        return plan(request(timing, null, null, mode), Role.AGENT, at);
    }

    static TerminationRequest request(
            EndTiming timing, @Nullable String effectiveOn, @Nullable Integer afterDays, @Nullable RefundMode mode) {
        return new TerminationRequest(
                "hosting",
                timing,
                effectiveOn == null ? null : LocalDate.parse(effectiveOn),
                afterDays,
                null,
                new RefundChoice(mode, null, null),
                null,
                null,
                null,
                null,
                new Reason("NO_LONGER_NEEDED", null),
                null);
    }

    TerminationPlan plan(TerminationRequest request, Role role, String at) {
        return TerminationPlan.of(request, found(), by(role, at));
    }
}
