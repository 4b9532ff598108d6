package io.quittance.desk;

import io.quittance.call.Call;
import io.quittance.call.Problem;
import io.quittance.call.Refusal;
import io.quittance.call.Requests;
import io.quittance.event.CommandRefused;
import io.quittance.persistence.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.groups.Default;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entrance of every function: executes commands exactly once, and answers previews and reads from a transaction
 * that cannot write.
 *
 * <p>Key, effect, audit, events and answer commit together. A refusal is an answer too: it comes from loading and
 * planning, before anything is written, and is kept under the key like a success.
 */
@ApplicationScoped
public class Desk {

    private final Call call;
    private final Clock clock;
    private final Requests requests;
    private final IdempotencyKeys keys;
    private final Transactions transactions;
    private final Quotes quotes;
    private final ReasonCheck reasons;
    private final Json json;

    Desk(
            Call call,
            Clock clock,
            Requests requests,
            IdempotencyKeys keys,
            Transactions transactions,
            Quotes quotes,
            ReasonCheck reasons,
            Json json) {
        this.call = call;
        this.clock = clock;
        this.requests = requests;
        this.keys = keys;
        this.transactions = transactions;
        this.quotes = quotes;
        this.reasons = reasons;
        this.json = json;
    }

    /** Reads what a plan needs, accounts first; the only step that reads. */
    public interface Load<Q, S> {
        S from(Q request, AccountLocks locks);
    }

    /** Decides, or refuses; pure. */
    public interface Planner<Q, S, P> {
        P on(Q request, S loaded, CallContext asked);
    }

    /** Does what the plan says, through the entities, and answers. */
    public interface Apply<Q, S, P, A> {
        A to(Q request, P plan, S loaded, Journal journal);
    }

    /** Reads an answer. */
    public interface Answer<Q, A> {
        A to(Q request, AccountLocks locks, CallContext asked);
    }

    /** Carries a command out, once for its key. */
    @SuppressWarnings("unchecked") // The function returns what it is declared to return.
    public <Q, S, P extends Plan, A> A carryOut(
            @Nullable Q request, Load<Q, S> load, Planner<Q, S, P> decide, Apply<Q, S, P, A> apply) {
        String key = keys.given();
        Q valid = requests.valid(request, Default.class, Execution.class);
        Instant at = now();
        StoredAnswer answer = transactions.writing(
                call.caller().tenant(), () -> keys.once(key, valid, at, () -> first(valid, load, decide, apply, at)));
        if (answer.refused()) {
            throw Refusal.again(json.read(answer.json(), Problem.class));
        }
        return (A) json.read(answer.json(), call.answerType());
    }

    /** Plans without doing. */
    public <Q, S, P extends Plan> Preview<P> preview(@Nullable Q request, Load<Q, S> load, Planner<Q, S, P> decide) {
        Q valid = requests.valid(request);
        Instant at = now();
        String tenant = call.caller().tenant();
        return transactions.reading(tenant, () -> {
            var asked = new CallContext(at, call.caller());
            P plan = decide.on(valid, load.from(valid, AccountLocks.forReading(asked)), asked);
            checkedReason(valid);
            return new Preview<>(
                    plan, quotes.sign(tenant, plan, at), quotes.expiryOf(at), Policy.current().contactLine);
        });
    }

    /** Answers a question. */
    public <Q, A> A read(@Nullable Q request, Answer<Q, A> answer) {
        Q valid = requests.valid(request);
        var asked = new CallContext(now(), call.caller());
        return transactions.reading(asked.by().tenant(), () -> answer.to(valid, AccountLocks.forReading(asked), asked));
    }

    private <Q, S, P extends Plan, A> StoredAnswer first(
            Q request, Load<Q, S> load, Planner<Q, S, P> decide, Apply<Q, S, P, A> apply, Instant at) {
        var asked = new CallContext(at, call.caller());
        var journal = new Journal(call, json, at);
        S loaded;
        P plan;
        try {
            loaded = load.from(request, AccountLocks.forChange(asked));
            plan = decide.on(request, loaded, asked);
            journal.give(checkedReason(request));
            if (request instanceof QuotedRequest quoted && quoted.quote() != null) {
                quotes.hold(quoted.quote(), call.caller().tenant(), plan, at);
            }
        } catch (Refusal refusal) {
            return refused(refusal, request, journal);
        }
        A answer = apply.to(request, plan, loaded, journal);
        journal.audit("CARRIED_OUT", reasonOf(request), plan.effects());
        return new StoredAnswer(false, json.toJson(answer));
    }

    private StoredAnswer refused(Refusal refusal, Object request, Journal journal) {
        if (!refusal.reason().isAnswer()) {
            throw refusal;
        }
        String key = String.valueOf(call.key());
        journal.audit(refusal.reason().name(), reasonOf(request), List.of());
        journal.publish(new CommandRefused(
                key, call.function(), new CommandRefused.Cause(refusal.reason().name(), refusal.fact())));
        return new StoredAnswer(true, json.toJson(refusal.kept()));
    }

    /** Null where the request has none. */
    private @Nullable Reason checkedReason(Object request) {
        return request instanceof ReasonedRequest reasoned && reasoned.reason() != null
                ? reasons.check(reasoned.reason(), call.caller().role())
                : null;
    }

    private static @Nullable Object reasonOf(Object request) {
        return request instanceof ReasonedRequest reasoned ? reasoned.reason() : null;
    }

    /** To the millisecond, which every store and every reader keeps. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
