package io.quittance.subscription.termination;

import static io.quittance.call.RefusalReason.FINAL_USAGE_CHOICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.FINAL_USAGE_NOT_POSTPAID;

import io.quittance.call.Refusal;
import io.quittance.call.Role;
import io.quittance.desk.Effect;
import io.quittance.persistence.Account;
import io.quittance.persistence.UsageRecord;
import io.quittance.subscription.agreement.Agreement;
import io.quittance.subscription.agreement.FinalUsage;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The plan for the unbilled usage of a subscription that ends.
 *
 * @param records the number of records
 * @param amount their sum, before tax
 */
public record FinalUsagePlan(FinalUsage choice, int records, Money amount) {

    /**
     * Plans it as it was agreed, by a last invoice where nothing was said; nothing where the account pays in advance.
     *
     * @param unbilled the unbilled records of the subscription
     */
    static @Nullable FinalUsagePlan of(List<UsageRecord> unbilled, Account account, Agreement agreed, Role role) {
        FinalUsage choice = agreed.finalUsage();
        if (choice != null && !account.postpaid) {
            throw Refusal.of(FINAL_USAGE_NOT_POSTPAID, "Account %s pays in advance.", account.id);
        }
        if (choice != null && choice != FinalUsage.INVOICE && role == Role.CUSTOMER) {
            throw Refusal.of(FINAL_USAGE_CHOICE_NOT_ALLOWED, "%s was requested.", choice);
        }
        return account.postpaid
                ? new FinalUsagePlan(
                        Objects.requireNonNullElse(choice, FinalUsage.INVOICE),
                        unbilled.size(),
                        account.money(unbilled.stream()
                                .mapToLong(usage -> usage.amountMinor)
                                .sum()))
                : null;
    }

    /** The records that change. */
    List<Effect> effects(List<UsageRecord> unbilled) {
        return switch (choice) {
            case INVOICE -> effects(unbilled, UsageRecord.State.INVOICE_REQUESTED);
            case DROP -> effects(unbilled, UsageRecord.State.DROPPED);
            case KEEP -> List.of();
        };
    }

    private static List<Effect> effects(List<UsageRecord> unbilled, UsageRecord.State after) {
        return unbilled.stream()
                .map(usage -> Effect.of("usage", usage.id).change(usage.state().name(), after.name()))
                .toList();
    }
}
