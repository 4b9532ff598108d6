package io.quittance.declaration;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.desk.Page;
import io.quittance.persistence.Declaration;
import io.quittance.persistence.DeclarationKind;
import io.quittance.persistence.DeclarationState;
import io.quittance.persistence.DeclarationStep;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists the declarations in the order of their numbers, with their history.
 *
 * <p>Roles: agent, billing admin, system.
 */
public class ListDeclarations {

    /** The last step of a declaration determines its state. */
    private static final String LAST =
            "(select s.what from DeclarationStep s where s.declarationId = it.id and s.step ="
                    + " (select max(t.step) from DeclarationStep t where t.declarationId = it.id))";

    private final Desk desk;

    ListDeclarations(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-declarations")
    @Roles({AGENT, BILLING_ADMIN, SYSTEM})
    public Page<DeclarationView> list(ListDeclarationsRequest request) {
        return desk.read(request, ListDeclarations::read);
    }

    private static Page<DeclarationView> read(ListDeclarationsRequest request, AccountLocks locks, CallContext asked) {
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

    private static List<DeclarationView> rows(List<Declaration> declarations) {
        Map<String, List<DeclarationStep>> steps =
                DeclarationStep.of(declarations.stream().map(Declaration::id).toList()).stream()
                        .collect(Collectors.groupingBy(DeclarationStep::declarationId));
        return declarations.stream()
                .map(each -> DeclarationView.of(each, steps.getOrDefault(each.id(), List.of())))
                .toList();
    }

    /** The view of a declaration after a step. */
    static DeclarationView row(Declaration declaration) {
        DeclarationStep.flush();
        return rows(List.of(declaration)).get(0);
    }

    static DeclarationStep.Actor by(Journal journal) {
        return new DeclarationStep.Actor(
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
}
