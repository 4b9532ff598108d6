package io.quittance.desk;

import static io.quittance.call.RefusalReason.UNAVAILABLE;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quittance.call.Refusal;
import io.quittance.persistence.TenantDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one place that opens transactions, and repeats those that failed for a passing reason.
 *
 * <p>Repeating is safe even where the connection was lost during the commit and nobody knows whether it held: a command
 * takes its key first, so that a repeated one finds the answer of the first, if there was one.
 */
@ApplicationScoped
public class Transactions {

    private static final Logger LOG = Logger.getLogger(Transactions.class);
    private static final int TRIES = 5;

    /** After this long nothing is repeated: where a connection is waited for in vain, five times would be too long. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TenantDirectory directory;
    private final EntityManager books;
    private final Set<String> entered = ConcurrentHashMap.newKeySet();
    private final String lockTimeout;

    Transactions(
            TenantDirectory directory,
            EntityManager books,
            @ConfigProperty(name = "quittance.lock-timeout") String lockTimeout) {
        this.directory = directory;
        this.books = books;
        this.lockTimeout = lockTimeout;
    }

    /** A transaction that may write, seen as one tenant. */
    <T> T writing(String tenant, Supplier<T> work) {
        T result = repeated(() -> QuarkusTransaction.requiringNew().call(() -> {
            directory.nameToDatabase(tenant, lockTimeout);
            if (!entered.contains(tenant)) {
                directory.enter(tenant);
            }
            T done = work.get();
            // Before the commit, where a failure still says what it is.
            books.flush();
            return done;
        }));
        entered.add(tenant);
        return result;
    }

    /** A transaction that cannot write, seen as one tenant. */
    <T> T reading(String tenant, Supplier<T> work) {
        return repeated(() -> QuarkusTransaction.requiringNew().call(() -> {
            directory.allowOnlyReading();
            directory.nameToDatabase(tenant, lockTimeout);
            return work.get();
        }));
    }

    private static <T> T repeated(Supplier<T> transaction) {
        long begun = System.nanoTime();
        for (int tried = 1; ; tried++) {
            try {
                return transaction.get();
            } catch (RuntimeException failure) {
                if (!isPassing(failure)) {
                    throw failure;
                }
                if (tried == TRIES || System.nanoTime() - begun >= PATIENCE.toNanos()) {
                    LOG.warnf(failure, "Given up after %d tries", tried);
                    throw Refusal.of(
                            UNAVAILABLE, "The database could not settle the call; it was tried %d times.", tried);
                }
                LOG.debugf("Repeated: %s", failure.getMessage());
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(5_000_000L << tried));
            }
        }
    }

    /**
     * Deadlocks, serialization failures, lock time-outs, lost connections and a full database are temporary. So is the
     * violation of a key or reference that the plan had found free: a race, which the next try sees. Any other violated
     * constraint is an internal error and is reported as one.
     */
    private static boolean isPassing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal) {
                return false;
            }
            if (cause instanceof OptimisticLockException
                    || cause instanceof RollbackException
                    || cause instanceof SystemException) {
                return true;
            }
            if (cause instanceof SQLException sql && isPassing(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Without a state it comes from the pool and not from the database: no connection was to be had in time. A password is
     * wrong (28P01) while it is being changed, as long as not all who keep it have the new one.
     */
    private static boolean isPassing(@Nullable String state) {
        return state == null
                || state.startsWith("08")
                || state.equals("28P01")
                || state.equals("23503")
                || state.equals("23505")
                || state.equals("23P01")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.equals("40001")
                || state.equals("40P01")
                || isLockTimeout(state);
    }

    private static boolean isLockTimeout(String state) {
        return state.equals("55P03");
    }

    /** Returns true if a failure is a lock that was not granted in time. */
    static boolean isLockTimeout(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && isLockTimeout(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
