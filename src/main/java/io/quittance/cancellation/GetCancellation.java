package io.quittance.cancellation;

import static io.quittance.call.RefusalReason.CANCELLATION_NOT_FOUND;
import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Refusal;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.Desk;
import io.quittance.persistence.Cancellation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/**
 * Returns the receipt of one cancellation.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class GetCancellation {

    private final Desk desk;
    private final Receipts receipts;

    GetCancellation(Desk desk, Receipts receipts) {
        this.desk = desk;
        this.receipts = receipts;
    }

    @Funq("get-cancellation")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public CancellationReceipt get(Request request) {
        return desk.read(
                request, (asking, locks, asked) -> receipts.of(find(asking.cancellationId(), locks), asked.at()));
    }

    /** A cancellation of an account that the caller may see, the account locked where something will change. */
    static Cancellation find(String id, AccountLocks locks) {
        Optional<String> account = Cancellation.accountOf(id);
        if (account.isPresent()) {
            locks.account(account, () -> unknown(id));
        } else {
            // Of a bill run, which belongs to no account.
            locks.mustSeeAll(() -> unknown(id));
        }
        return Cancellation.<Cancellation>findByIdOptional(id).orElseThrow(() -> unknown(id));
    }

    private static Refusal unknown(String id) {
        return Refusal.of(CANCELLATION_NOT_FOUND, "There is no cancellation %s.", id);
    }

    /** Names one cancellation. */
    public record Request(@NotBlank @Size(max = 64) String cancellationId) {}
}
