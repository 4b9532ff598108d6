package io.quittance.event;

import java.time.LocalDate;

/** An account is closed with everything in it; effectiveOn is the first day not used. */
public record AccountClosed(String accountId, String cancellationId, LocalDate effectiveOn, LocalDate retainUntil)
        implements Event {
    @Override
    public String type() {
        return "account.closed";
    }

    @Override
    public String subject() {
        return accountId;
    }
}
