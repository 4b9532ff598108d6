package io.quittance.cancellation;

import static io.quittance.call.Role.AGENT;
import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.CUSTOMER;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.persistence.Account;
import io.quittance.persistence.Cancellation;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Returns the receipt of one cancellation in readable form: as plain text, and as a page to print.
 *
 * <p>Functions answer JSON only, so both are fields of the answer.
 *
 * <p>Roles: customer, agent, billing admin, system.
 */
public class PrintCancellation {

    private final Desk desk;
    private final Receipts receipts;

    PrintCancellation(Desk desk, Receipts receipts) {
        this.desk = desk;
        this.receipts = receipts;
    }

    @Funq("print-cancellation")
    @Roles({CUSTOMER, AGENT, BILLING_ADMIN, SYSTEM})
    public PrintedCancellation print(GetCancellation.Request request) {
        return desk.read(request, this::read);
    }

    private PrintedCancellation read(GetCancellation.Request request, AccountLocks locks, CallContext asked) {
        Cancellation cancellation = GetCancellation.find(request.cancellationId(), locks);
        ZoneId zone = cancellation
                .account()
                .map(id -> Account.<Account>findById(id).zone())
                .orElse(ZoneOffset.UTC);
        var receipt = PrintedReceipt.of(receipts.of(cancellation, asked.at()), zone);
        return new PrintedCancellation(cancellation.id(), ReceiptText.of(receipt), ReceiptPage.of(receipt));
    }

    /**
     * A receipt to be read.
     *
     * @param text plain, in lines
     * @param html a page by itself: no script, and nothing that is loaded from elsewhere
     */
    public record PrintedCancellation(String cancellationId, String text, String html) {}
}
