package io.quittance.message;

import static io.quittance.call.RefusalReason.UNKNOWN_FUNCTION;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.call.Call;
import io.quittance.call.Caller;
import io.quittance.call.CommandCount;
import io.quittance.call.Functions;
import io.quittance.call.Gate;
import io.quittance.call.InputError;
import io.quittance.call.Problem;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import io.quittance.call.Requests;
import io.quittance.call.Role;
import io.quittance.json.BadJson;
import io.quittance.message.CommandMessage.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Receives messages: reads each as strictly as a body over HTTP, calls the function that it names, and returns the answer or
 * the problem.
 *
 * <p>The tenant is the one that the process is configured for ({@code quittance.tenant}). Without one, only the functions of
 * the schedule can be called, which work for all tenants. Commands that cannot be carried out are logged here with their ids
 * and reasons, since the binding reports them to nobody: as an error if the cause is ours, as a warning if it is the message.
 */
@ApplicationScoped
public class Messages {

    private static final Logger LOG = Logger.getLogger(Messages.class);

    private final Call call;
    private final Functions functions;
    private final Requests requests;
    private final BadJson badJson;
    private final ObjectMapper mapper;
    private final CommandCount count;
    private final Optional<String> tenant;

    Messages(
            Call call,
            Functions functions,
            Requests requests,
            BadJson badJson,
            ObjectMapper mapper,
            CommandCount count,
            @ConfigProperty(name = "quittance.tenant") Optional<String> tenant) {
        this.call = call;
        this.functions = functions;
        this.requests = requests;
        this.badJson = badJson;
        this.mapper = mapper;
        this.count = count;
        this.tenant = tenant;
    }

    /** Takes a message of the configured tenant. */
    public CommandOutcome take(String name, String json) {
        return take(name, json, tenant);
    }

    /**
     * Carries out what a message asks for. A refusal that is the command's answer is a normal outcome.
     *
     * @param name the id of the message, for the log
     * @param ofTenant whose message it is, where the binding knows that better than the configuration
     * @throws Refusal where the message cannot be carried out at all, or not now
     */
    public CommandOutcome take(String name, String json, Optional<String> ofTenant) {
        try {
            return answer(json, ofTenant);
        } catch (Refusal refusal) {
            LOG.logf(
                    refusal.reason().status() >= 500 ? Logger.Level.ERROR : Logger.Level.WARN,
                    "Message %s is not carried out: %s %s",
                    name,
                    refusal.reason(),
                    refusal.facts().getOrDefault("errors", ""));
            throw refusal;
        } catch (RuntimeException failure) {
            String id = UUID.randomUUID().toString();
            LOG.errorf(failure, "Error %s: message %s is not carried out", id, name);
            throw Refusal.of(RefusalReason.INTERNAL_ERROR, "The call has failed; the error's id is %s.", id)
                    .with("errorId", id);
        }
    }

    private CommandOutcome answer(String json, Optional<String> ofTenant) {
        CommandMessage message = requests.valid(read(json, CommandMessage.class));
        Functions.Function function = functions
                .served(message.function())
                .orElseThrow(() -> Refusal.of(UNKNOWN_FUNCTION, "%s is not served here.", message.function()));
        try {
            CommandOutcome outcome = answer(message, function, ofTenant);
            Problem refusal = outcome.refusal();
            count.answered(function, refusal == null ? null : refusal.reason(), outcome.replayed());
            return outcome;
        } catch (Refusal refusal) {
            count.answered(function, refusal.reason(), false);
            throw refusal;
        } catch (RuntimeException failure) {
            count.answered(function, RefusalReason.INTERNAL_ERROR, false);
            throw failure;
        }
    }

    private CommandOutcome answer(CommandMessage message, Functions.Function function, Optional<String> ofTenant) {
        Caller named = caller(message.actor(), ofTenant);
        // A declaration has no actor, no matter who forwards it.
        Caller caller = function.isOpen() ? Caller.anonymous(named.tenant()) : named;
        // Before the command is looked at.
        Gate.admit(caller, function);
        if (ofTenant.isPresent()) {
            call.arrive(function, caller, message.idempotencyKey(), message.correlationId());
        } else if (function.isCommand()) {
            throw new IllegalStateException("quittance.tenant is not configured, and commands are one tenant's");
        } else {
            call.actForAll(function);
        }
        try {
            return new CommandOutcome(function.call(request(message, function)), null, call.isReplayed());
        } catch (Refusal refusal) {
            if (!refusal.reason().isAnswer()) {
                throw refusal;
            }
            return new CommandOutcome(null, refusal.problem(), call.isReplayed());
        }
    }

    private @Nullable Object request(CommandMessage message, Functions.Function function) {
        JsonNode command = message.command();
        return function.requestType() == null || command == null || command.isNull()
                ? null
                : read(command.toString(), function.requestType());
    }

    /** As with tokens: only a customer has an account, and nobody is anonymous. */
    private static Caller caller(Actor actor, Optional<String> ofTenant) {
        Role role = Role.of(actor.role())
                .orElseThrow(() -> Refusal.invalid(
                        List.of(new InputError("/actor/role", "must be customer, agent, billing-admin or system"))));
        if (role == Role.CUSTOMER && actor.account() == null) {
            throw Refusal.invalid(List.of(new InputError("/actor/account", "must be the customer's account")));
        }
        return new Caller(ofTenant.orElse(""), actor.subject(), role, role == Role.CUSTOMER ? actor.account() : null);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // The caller names the type, and Jackson keeps to it.
    private <T> T read(String json, Type type) {
        try {
            return mapper.readValue(json, mapper.constructType(type));
        } catch (JsonProcessingException e) {
            throw badJson.explain(json.getBytes(StandardCharsets.UTF_8), type);
        }
    }
}
