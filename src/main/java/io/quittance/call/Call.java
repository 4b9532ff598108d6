package io.quittance.call;

import jakarta.enterprise.context.RequestScoped;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The running call: which function, who asks, under which key, from where.
 *
 * <p>{@link Gate} fills it from a request, the message door from a message, and a schedule by {@link #actForAll}.
 */
@RequestScoped
public class Call {

    private Functions.@Nullable Function function;
    private @Nullable Caller caller;
    private @Nullable String key;
    private @Nullable String correlationId;
    private Source source = Source.HTTP;
    private @Nullable String address;
    private boolean replayed;

    private static final String SCHEDULE = "schedule";

    /** The doors through which a call can come. */
    public enum Source {
        HTTP,
        MESSAGE,
        SCHEDULE
    }

    void pass(Functions.Function entered, Caller by, @Nullable String idempotencyKey) {
        function = entered;
        caller = by;
        key = idempotencyKey;
    }

    public void arrive(
            Functions.Function meant, Caller by, @Nullable String idempotencyKey, @Nullable String correlation) {
        pass(meant, by, idempotencyKey);
        source = Source.MESSAGE;
        correlationId = correlation;
    }

    void cameFrom(@Nullable String remoteAddress, @Nullable String correlation) {
        address = remoteAddress;
        correlationId = correlation;
    }

    /** Goes on in the name of a tenant's schedule: work that nobody calls for. */
    public void actFor(String tenant, Functions.Function scheduled, @Nullable String idempotencyKey) {
        pass(scheduled, Caller.system(tenant, SCHEDULE), idempotencyKey);
        source = Source.SCHEDULE;
    }

    /** Goes on in the name of a schedule that names no tenant; the function goes over all of them by {@link #actFor(String)}. */
    public void actForAll(Functions.Function scheduled) {
        function = scheduled;
        source = Source.SCHEDULE;
    }

    /** Goes on for one tenant of those. */
    public void actFor(String tenant) {
        caller = Caller.system(tenant, SCHEDULE);
    }

    /** The Funqy name of the function. */
    public String function() {
        return given(function).name();
    }

    /** Returns the answer of the function. */
    public Type answerType() {
        return given(function).answerType();
    }

    public Caller caller() {
        return given(caller);
    }

    /** Returns true if the caller is known. */
    public boolean hasCaller() {
        return caller != null;
    }

    public @Nullable String key() {
        return key;
    }

    public @Nullable String correlationId() {
        return correlationId;
    }

    public Source source() {
        return source;
    }

    /** The origin of the call for the audit: the binding, and the address over HTTP. */
    public String origin() {
        return address == null ? source.name() : source + " " + address;
    }

    /** The answer was given before, to the same request under the same key. */
    public void markReplayed() {
        replayed = true;
    }

    public boolean isReplayed() {
        return replayed;
    }

    private static <T> T given(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The call has not passed the gate, or names no tenant");
        }
        return value;
    }
}
