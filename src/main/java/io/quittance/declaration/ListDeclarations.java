package io.quittance.declaration;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.Asked;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.desk.Locks;
import io.quittance.desk.Page;
import io.quittance.persistence.Declaration;
import io.quittance.persistence.Declaration.Content;
import io.quittance.persistence.DeclarationKind;
import io.quittance.persistence.DeclarationState;
import io.quittance.persistence.DeclarationStep;
import io.quittance.persistence.DeclarationStep.Meant;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was declared, in the order of its numbers, and what has become of it. */
public class ListDeclarations {

    /** The last step of a declaration says how it stands. */
    private static final String LAST =
            "(select s.what from DeclarationStep s where s.declarationId = it.id and s.step ="
                    + " (select max(t.step) from DeclarationStep t where t.declarationId = it.id))";

    private final Desk desk;

    ListDeclarations(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-declarations")
    @Roles({AGENT, BILLING_ADMIN, SYSTEM})
    public Page<Row> list(ListDeclarationsRequest request) {
        return desk.read(request, ListDeclarations::read);
    }

    private static Page<Row> read(ListDeclarationsRequest request, Locks locks, Asked asked) {
        boolean isNew = request.state() == DeclarationState.RECEIVED;
        Page<Declaration> page = Page.of(
                Where.of("number > :after", Page.numberAfter(request.cursor()))
                        .and("id = :id", request.declarationId())
                        .and("kind = :kind", request.kind())
                        .and(LAST + " is null or :isNew = false", isNew)
                        .and(LAST + " = :state", isNew ? null : request.state())
                        .and(
                                "id in (select m.declarationId from DeclarationStep m where m.accountId = :account)",
                                locks.listedAccount(request.accountId()))
                        .list(Declaration.class, "number", Page.rowsFor(request.limit())),
                request.limit(),
                Declaration::number);
        return new Page<>(rows(page.items()), page.nextCursor());
    }

    private static List<Row> rows(List<Declaration> declarations) {
        Map<String, List<DeclarationStep>> steps =
                DeclarationStep.of(declarations.stream().map(Declaration::id).toList()).stream()
                        .collect(Collectors.groupingBy(DeclarationStep::declarationId));
        return declarations.stream()
                .map(each -> Row.of(each, steps.getOrDefault(each.id(), List.of())))
                .toList();
    }

    /** One as it stands after a step. */
    static Row row(Declaration declaration) {
        DeclarationStep.flush();
        return rows(List.of(declaration)).get(0);
    }

    static DeclarationStep.By by(Journal journal) {
        return new DeclarationStep.By(
                journal.by().subject(), journal.by().role().group(), journal.at());
    }

    /**
     * Filters; all may be left out.
     *
     * @param accountId only those that were ever matched to it
     * @param limit rows a page, 1 to 200, 50 where left out
     */
    public record ListDeclarationsRequest(
            @Nullable @Size(max = 64) String declarationId,
            @Nullable DeclarationState state,
            @Nullable DeclarationKind kind,
            @Nullable @Size(max = 64) String accountId,
            @Nullable String cursor,

            @Nullable @Min(1) @Max(Page.MOST) Integer limit) {}

    /**
     * One declaration. Name, contact, contract and statement are what somebody typed.
     *
     * @param wishedOn the day on which it is to end; absent where that is as early as possible
     * @param receivedOn in the tenant's time zone; the day from which a withdrawal counts
     * @param accountId whose it was found to be, as of the last step
     * @param subscriptionId which of the account's is meant
     * @param billingItemId which of the account's is meant
     * @param receipt as it was shown to who declared it
     * @param history what has become of it since
     */
    public record Row(
            String declarationId,
            DeclarationKind kind,
            DeclarationState state,
            String name,
            String contact,
            String contract,
            @Nullable LocalDate wishedOn,
            @Nullable String statement,
            @Nullable String source,
            Instant receivedAt,
            LocalDate receivedOn,
            String timeZone,
            @Nullable String accountId,
            @Nullable String subscriptionId,
            @Nullable String billingItemId,
            String receipt,
            List<Entry> history) {

        static Row of(Declaration declaration, List<DeclarationStep> steps) {
            Optional<DeclarationStep> last =
                    steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
            Optional<Meant> meant = last.flatMap(DeclarationStep::meant);
            Content content = declaration.content();
            return new Row(
                    declaration.id(),
                    content.kind(),
                    last.map(DeclarationStep::what).orElse(DeclarationState.RECEIVED),
                    content.name(),
                    content.contact(),
                    content.contract(),
                    content.wishedOn(),
                    content.statement(),
                    content.source(),
                    declaration.received().at(),
                    declaration.received().on(),
                    declaration.received().timeZone(),
                    meant.map(Meant::accountId).orElse(null),
                    meant.map(Meant::subscriptionId).orElse(null),
                    meant.map(Meant::billingItemId).orElse(null),
                    declaration.receipt(),
                    steps.stream().map(Entry::of).toList());
        }
    }

    /**
     * What the staff has made of it.
     *
     * @param cancellationId by which it was answered
     */
    public record Entry(
            DeclarationState what,
            Instant at,
            String by,
            String role,
            @Nullable String accountId,
            @Nullable String subscriptionId,
            @Nullable String billingItemId,
            @Nullable String cancellationId,
            @Nullable String note) {

        static Entry of(DeclarationStep step) {
            Optional<Meant> meant = step.meant();
            return new Entry(
                    step.what(),
                    step.by().at(),
                    step.by().actor(),
                    step.by().role(),
                    meant.map(Meant::accountId).orElse(null),
                    meant.map(Meant::subscriptionId).orElse(null),
                    meant.map(Meant::billingItemId).orElse(null),
                    step.cancellationId(),
                    step.note());
        }
    }
}
