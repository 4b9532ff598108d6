package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step that the staff took with a declaration; the last step determines its state. Append-only. */
@Entity
@Table(name = "declaration_step")
@IdClass(DeclarationStep.Key.class)
public class DeclarationStep extends TenantRecord {

    @Id
    @Column(name = "declaration_id")
    private String declarationId;

    @Id
    private int step;

    @Enumerated(EnumType.STRING)
    private DeclarationState what;

    private Instant at;

    private String actor;

    private String role;

    @Column(name = "account_id")
    private @Nullable String accountId;

    @Column(name = "subscription_id")
    private @Nullable String subscriptionId;

    @Column(name = "billing_item_id")
    private @Nullable String billingItemId;

    @Column(name = "cancellation_id")
    private @Nullable String cancellationId;

    private @Nullable String note;

    DeclarationStep() {}

    /** The key of a step within its tenant. */
    public record Key(String declarationId, int step) implements Serializable {}

    /** The author and time of a step. */
    public record Actor(String actor, String role, Instant at) {}

    /** The subject of a declaration: an account, and the contract of it, if one is named. */
    public record Match(
            String accountId,
            @Nullable String subscriptionId,
            @Nullable String billingItemId) {}

    /** It is found out what a declaration is about. */
    public static void match(String declarationId, Match meant, @Nullable String note, Actor by) {
        DeclarationStep step = next(declarationId, DeclarationState.MATCHED, by);
        step.about(meant);
        step.note = note;
        step.persist();
    }

    /** A cancellation has answered it. */
    public static void answer(String declarationId, Match meant, String cancellationId, Actor by) {
        DeclarationStep step = next(declarationId, DeclarationState.ANSWERED, by);
        step.about(meant);
        step.cancellationId = cancellationId;
        step.persist();
    }

    /** Nothing follows from it. */
    public static void dismiss(String declarationId, String note, Actor by) {
        DeclarationStep step = next(declarationId, DeclarationState.DISMISSED, by);
        step.note = note;
        step.persist();
    }

    /** Two at once take the same number, and one of them is tried again. */
    private static DeclarationStep next(String declarationId, DeclarationState what, Actor by) {
        var step = new DeclarationStep();
        step.declarationId = declarationId;
        step.step = (int) count("declarationId = ?1", declarationId) + 1;
        step.what = what;
        step.at = by.at();
        step.actor = by.actor();
        step.role = by.role();
        return step;
    }

    private void about(Match meant) {
        accountId = meant.accountId();
        subscriptionId = meant.subscriptionId();
        billingItemId = meant.billingItemId();
    }

    public String declarationId() {
        return declarationId;
    }

    public DeclarationState what() {
        return what;
    }

    public Actor by() {
        return new Actor(actor, role, at);
    }

    /** The matched contract; empty if it was dismissed. */
    public Optional<Match> meant() {
        return Optional.ofNullable(accountId).map(account -> new Match(account, subscriptionId, billingItemId));
    }

    public @Nullable String cancellationId() {
        return cancellationId;
    }

    public @Nullable String note() {
        return note;
    }

    /** The steps of some declarations, in the order of each. */
    public static List<DeclarationStep> of(Collection<String> declarationIds) {
        return list("declarationId in ?1 order by declarationId, step", declarationIds);
    }

    /** The last step of a declaration, which determines its state. */
    public static Optional<DeclarationStep> lastOf(String declarationId) {
        return find("declarationId = ?1 order by step desc", declarationId).firstResultOptional();
    }
}
