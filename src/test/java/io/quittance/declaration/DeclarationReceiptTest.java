package io.quittance.declaration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.persistence.Declaration.Content;
import io.quittance.persistence.Declaration.ReceiptTime;
import io.quittance.persistence.DeclarationKind;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told to who declared something, to the letter. */
class DeclarationReceiptTest {

    private static final ReceiptTime RECEIVED =
            new ReceiptTime(Instant.parse("2026-06-10T22:30:05Z"), LocalDate.parse("2026-06-11"), "Europe/Berlin");

    private static DeclarationReceipt receipt(
            DeclarationKind kind, @Nullable String wishedOn, @Nullable String statement) {
        var content = new Content(
                kind,
                "A. Customer",
                "somebody@example.org",
                "4711",
                wishedOn == null ? null : LocalDate.parse(wishedOn),
                statement,
                "https://hosting.example/end");
        return DeclarationReceipt.of(
                "D-1001", content, RECEIVED, "Questions about a bill: open a ticket to accounting.");
    }

    @Test
    void saysWhatWasReceivedAndWhen() {
        assertEquals(
                """
                Receipt of a declaration
                ========================

                Number:    D-1001
                Received:  2026-06-11, 00:30:05 (Europe/Berlin)

                What was declared
                -----------------
                Kind:      extraordinary cancellation
                Contract:  4711
                Name:      A. Customer
                Contact:   somebody@example.org
                To end:    2026-07-31
                Statement:
                > The price has doubled.
                > Number:    D-1002

                When it ends
                ------------
                On 2026-07-31, if the reason holds; if it does not, on the first day on which the contract can end.

                This confirms what was received, and when. It does not confirm that the contract exists or has ended; you
                will receive a separate message about that.

                Questions about a bill: open a ticket to accounting.
                """,
                receipt(DeclarationKind.EXTRAORDINARY, "2026-07-31", "The price has doubled.\nNumber:    D-1002")
                        .text());
    }

    @Test
    void endsAWithdrawalWithItsReceiptWhateverIsWished() {
        assertEquals(
                LocalDate.parse("2026-06-11"),
                receipt(DeclarationKind.WITHDRAWAL, "2026-07-31", null).earliestEnd());
    }

    @Test
    void endsNothingBeforeItWasReceived() {
        assertEquals(
                LocalDate.parse("2026-06-11"),
                receipt(DeclarationKind.ORDINARY, "2026-06-10", null).earliestEnd());
        assertEquals(
                LocalDate.parse("2026-06-11"),
                receipt(DeclarationKind.ORDINARY, null, null).earliestEnd());
        assertEquals(
                LocalDate.parse("2026-06-12"),
                receipt(DeclarationKind.ORDINARY, "2026-06-12", null).earliestEnd());
    }
}
