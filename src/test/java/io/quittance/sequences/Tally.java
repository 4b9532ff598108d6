package io.quittance.sequences;

import io.quittance.call.RefusalReason;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How often each function was called, and what it answered. */
final class Tally {

    private final Map<String, LongAdder> accepted = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

    void count(String function, @Nullable RefusalReason refusal) {
        if (refusal == null) {
            accepted.computeIfAbsent(function, each -> new LongAdder()).increment();
        } else {
            refused.computeIfAbsent(refusal.name(), each -> new LongAdder()).increment();
        }
    }

    private static long sum(Map<String, LongAdder> counts) {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    @Override
    public String toString() {
        return "%d calls, %d accepted %s, %d refused %s"
                .formatted(
                        sum(accepted) + sum(refused),
                        sum(accepted),
                        new TreeMap<>(accepted),
                        sum(refused),
                        new TreeMap<>(refused));
    }
}
