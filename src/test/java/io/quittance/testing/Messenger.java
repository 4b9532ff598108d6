package io.quittance.testing;

import static io.quittance.contract.Body.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quittance.call.Role;
import io.quittance.message.CommandOutcome;
import io.quittance.message.ReceiveCommand;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Calls functions by messages, each in a scope of its own, as the bindings for events do. */
@ApplicationScoped
public class Messenger {

    /** The tenant that the tests' process takes messages for. */
    public static final Api API = new Api("messages", Tokens.of("messages", Role.BILLING_ADMIN));

    private final Instance<ReceiveCommand> door;
    private final ObjectMapper mapper;

    Messenger(Instance<ReceiveCommand> door, ObjectMapper mapper) {
        this.door = door;
        this.mapper = mapper;
    }

    /** A message of a system. */
    public static String message(String function, @Nullable String key, String command) {
        return message(function, key, json("subject", "crm", "role", "system"), command);
    }

    public static String message(String function, @Nullable String key, String actor, String command) {
        return """
                {"function":"%s",%s"actor":%s,"command":%s}""".formatted(function, key == null ? "" : "\"idempotencyKey\":\"" + key + "\",", actor, command);
    }

    /** Sends what the binding has read from JSON. */
    public CommandOutcome send(@Nullable String json) {
        var delivery = new FutureTask<>(() -> {
            ManagedContext scope = Arc.container().requestContext();
            scope.activate();
            try {
                return door.get().receive(json == null ? null : mapper.readTree(json));
            } finally {
                scope.terminate();
            }
        });
        new Thread(delivery, "delivery").start();
        try {
            return delivery.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
