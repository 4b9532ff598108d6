package io.quittance.subscription.services;

import static io.quittance.call.RefusalReason.SERVICES_NOT_REMOVABLE;

import io.quittance.call.Refusal;
import io.quittance.invoice.PaidLine;
import io.quittance.persistence.BillingTerm;
import io.quittance.persistence.BillingTerm.EarlyExit;
import io.quittance.persistence.BillingTerm.LeavingOn;
import io.quittance.persistence.Service;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.services.RemovalFailure.Code;
import io.quittance.subscription.services.ServiceCascade.End;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says when services may leave by their billing terms: outside of their binding and in it. Both doors ask it. A service
 * without a term leaves on any day; so does one that is regretted, or that leaves for a cause that no binding holds against.
 */
public final class EarlyExitRule {

    private final SubscriptionServices found;
    private final List<PaidLine> lines;
    private final End end;
    private final LocalDate today;
    private final List<RemovalFailure> failures = new ArrayList<>();

    private EarlyExitRule(SubscriptionServices found, List<PaidLine> lines, End end, LocalDate today) {
        this.found = found;
        this.lines = lines;
        this.end = end;
        this.today = today;
    }

    /**
     * All obstacles of the services' terms on the day of the end.
     *
     * @param lines the lines for the days that are not over
     * @param today the day of the request; notice counts from it
     */
    public static List<RemovalFailure> failures(
            SubscriptionServices found,
            Predicate<Service> leave,
            List<PaidLine> lines,
            End end,
            Agreement agreed,
            LocalDate today) {
        if (agreed.cause().isWithoutPenalty() || !end.isWithTerms()) {
            return List.of();
        }
        var rule = new EarlyExitRule(found, lines, end, today);
        found.running().stream()
                .filter(leave)
                .filter(service -> !found.isRegretted(service, end.on()))
                .forEach(service -> found.termOf(service).ifPresent(term -> rule.ask(service, term)));
        return rule.failures;
    }

    private void ask(Service service, BillingTerm term) {
        LocalDate boundUntil = found.boundUntil(service);
        if (term.duringBinding == EarlyExit.NOT_ALLOWED && boundUntil != null) {
            notBefore(boundUntil, Code.BOUND, service, term, "is bound until");
        }
        if (service.cancelableFrom != null) {
            notBefore(service.cancelableFrom, Code.NOT_CANCELABLE_YET, service, term, "may be canceled from");
        }
        notBefore(
                today.plus(term.noticeCount, term.noticeUnit.unit()),
                Code.NOTICE_TOO_SHORT,
                service,
                term,
                "has notice until");
        if (term.leavingOn == LeavingOn.UNBILLED_DAY) {
            notBefore(billedUntil(lines, service), Code.BILLED, service, term, "is billed until");
        }
        if (term.leavingOn == LeavingOn.PERIOD_END) {
            notBefore(
                    nextStart(end.billingEndsOn()), Code.NOT_A_PERIOD_END, service, term, "has a period that ends on");
        }
    }

    private void notBefore(@Nullable LocalDate first, Code code, Service service, BillingTerm term, String reason) {
        if (first != null && end.billingEndsOn().isBefore(first)) {
            failures.add(new RemovalFailure(
                    code, service.id, term.id, "Service " + service.id + " " + reason + " " + first + ".", first));
        }
    }

    private LocalDate nextStart(LocalDate day) {
        return found.subscription().periods().after(day.minusDays(1));
    }

    /** The first day for which a service is not billed; null if it is not billed at all. */
    public static @Nullable LocalDate billedUntil(List<PaidLine> lines, Service service) {
        return lines.stream()
                .map(PaidLine::line)
                .filter(line -> service.id.equals(line.serviceId))
                .map(line -> line.periodUntil)
                .max(LocalDate::compareTo)
                .orElse(null);
    }

    /** Refuses with all obstacles, and names the first day without one, if there is such a day. */
    public static void mustBeFree(List<RemovalFailure> failures, SubscriptionServices found) {
        refusal(failures, found).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** The refusal with all obstacles; empty if there are none. */
    public static Optional<Refusal> refusal(List<RemovalFailure> failures, SubscriptionServices found) {
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.of(
                                SERVICES_NOT_REMOVABLE,
                                "%s",
                                failures.stream().map(RemovalFailure::detail).collect(Collectors.joining(" ")))
                        .with("subscriptionId", found.subscription().id)
                        .with("failures", failures)
                        .with("earliestAllowedDate", earliestAllowedDate(failures, found)));
    }

    /** The latest of all; where a period has to end, the first start of one from then on. None where no day helps. */
    private static @Nullable LocalDate earliestAllowedDate(List<RemovalFailure> failures, SubscriptionServices found) {
        if (failures.stream().anyMatch(failure -> failure.earliestAllowedDate() == null)) {
            return null;
        }
        LocalDate latest = failures.stream()
                .map(failure -> Objects.requireNonNull(failure.earliestAllowedDate()))
                .max(LocalDate::compareTo)
                .orElseThrow();
        boolean atPeriodEnd = failures.stream()
                .map(failure -> found.running().stream()
                        .filter(service -> service.id.equals(failure.id()))
                        .findFirst()
                        .flatMap(found::termOf))
                .anyMatch(term -> term.filter(each -> each.leavingOn == LeavingOn.PERIOD_END)
                        .isPresent());
        LocalDate day = atPeriodEnd ? found.subscription().periods().after(latest.minusDays(1)) : latest;
        LocalDate expiresOn = found.subscription().expiresOn;
        return expiresOn != null && day.isAfter(expiresOn) ? null : day;
    }
}
