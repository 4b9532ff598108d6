package io.quittance.desk;

import static io.quittance.call.RefusalReason.PUBLISHABLE_KEY_UNKNOWN;
import static io.quittance.call.RefusalReason.TOO_MANY_REQUESTS;

import io.quittance.call.AnonymousAccessRule;
import io.quittance.call.Refusal;
import io.quittance.persistence.OpenCalls;
import io.quittance.persistence.PublishableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Admits a limited number of calls without a token per minute: by publishable key, and by address.
 *
 * <p>They are counted in the database, so that all processes count together, and before the call's own transaction, so
 * that refused ones count too. Addresses are counted in {@value #BUCKETS} buckets a tenant: none is kept, and there are
 * never more rows.
 */
@ApplicationScoped
class AnonymousAccess implements AnonymousAccessRule {

    private static final int BUCKETS = 65_536;

    /** The length of an IPv6 /64 prefix: one household or company. */
    private static final int NETWORK_BYTES = 8;

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]+");

    private final Desk desk;
    private final Transactions transactions;
    private final int mostByKey;
    private final int mostByAddress;

    AnonymousAccess(
            Desk desk,
            Transactions transactions,
            @ConfigProperty(name = "quittance.open-calls.per-key") int mostByKey,
            @ConfigProperty(name = "quittance.open-calls.per-address") int mostByAddress) {
        this.desk = desk;
        this.transactions = transactions;
        this.mostByKey = mostByKey;
        this.mostByAddress = mostByAddress;
    }

    @Override
    public String tenantOf(String publishableKey) {
        return transactions
                .reading(TenantOfCall.NOBODY, () -> PublishableKeys.tenantOf(publishableKey))
                .orElseThrow(() -> Refusal.of(PUBLISHABLE_KEY_UNKNOWN, "No tenant has this publishable key."));
    }

    @Override
    public String admit(String publishableKey, @Nullable String address) {
        String tenant = tenantOf(publishableKey);
        Instant now = desk.now();
        transactions.writing(tenant, () -> {
            count(tenant, "key " + publishableKey, mostByKey, now);
            count(tenant, "address " + bucket(address), mostByAddress, now);
            return Boolean.TRUE;
        });
        return tenant;
    }

    /** One that is refused is not counted: nobody is kept out for longer than the minute by trying again. */
    private static void count(String tenant, String scope, int most, Instant now) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        if (OpenCalls.count(tenant, scope, minute) > most) {
            long seconds = now.until(minute.plus(1, ChronoUnit.MINUTES), ChronoUnit.SECONDS);
            throw Refusal.of(TOO_MANY_REQUESTS, "The limit is %d requests per minute.", most)
                    .with("retryAfter", Math.max(1, seconds));
        }
    }

    private static String bucket(@Nullable String address) {
        if (address == null || !ADDRESS.matcher(address).matches()) {
            return "unknown";
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            byte[] network = Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES));
            return String.format(Locale.ROOT, "%d", Math.floorMod(Arrays.hashCode(network), BUCKETS));
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
