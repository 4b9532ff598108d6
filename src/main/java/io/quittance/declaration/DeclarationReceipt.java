package io.quittance.declaration;

import io.quittance.persistence.Declaration.Content;
import io.quittance.persistence.Declaration.ReceiptTime;
import io.quittance.persistence.DeclarationKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The receipt that is shown at once to the person who declares something (§ 312k (4) BGB): the content, the time of
 * receipt, and the day on which the contract can end.
 *
 * <p>It is made only of the typed text and of the clock. It must not reveal whether such a contract exists to a person
 * who types in any number. So it names the earliest possible day, and leaves open what the contract says.
 *
 * @param receivedOn the day of receipt in the tenant's time zone
 * @param earliestEnd no contract ends before it because of this
 * @param text all of it, to be shown, printed or sent
 */
public record DeclarationReceipt(
        String declarationId,
        DeclarationKind kind,
        String name,
        String contact,
        String contract,
        @Nullable LocalDate wishedOn,
        @Nullable String statement,
        Instant receivedAt,
        LocalDate receivedOn,
        String timeZone,
        LocalDate earliestEnd,
        String contactLine,
        String text) {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd, HH:mm:ss", Locale.ROOT);

    static DeclarationReceipt of(String id, Content content, ReceiptTime received, String contactLine) {
        LocalDate earliest = earliestEnd(content, received.on());
        return new DeclarationReceipt(
                id,
                content.kind(),
                content.name(),
                content.contact(),
                content.contract(),
                content.wishedOn(),
                content.statement(),
                received.at(),
                received.on(),
                received.timeZone(),
                earliest,
                contactLine,
                text(id, content, received, earliest, contactLine));
    }

    private static LocalDate earliestEnd(Content content, LocalDate receivedOn) {
        LocalDate wished = content.wishedOn();
        return wished != null && content.kind() != DeclarationKind.WITHDRAWAL && wished.isAfter(receivedOn)
                ? wished
                : receivedOn;
    }

    private static String text(
            String id, Content content, ReceiptTime received, LocalDate earliest, String contactLine) {
        return """
                Receipt of a declaration
                ========================

                Number:    %s
                Received:  %s (%s)

                What was declared
                -----------------
                Kind:      %s
                Contract:  %s
                Name:      %s
                Contact:   %s
                To end:    %s
                %s
                When it ends
                ------------
                %s

                This confirms what was received, and when. It does not confirm that the contract exists or has ended; you
                will receive a separate message about that.

                %s
                """.formatted(
                        id,
                        MOMENT.format(received.at().atZone(ZoneId.of(received.timeZone()))),
                        received.timeZone(),
                        content.kind().words(),
                        content.contract(),
                        content.name(),
                        content.contact(),
                        content.wishedOn() == null ? "as early as possible" : content.wishedOn(),
                        statement(content.statement()),
                        end(content.kind(), earliest),
                        contactLine);
    }

    /** Each line is marked, so that none can be taken for one of the receipt's. */
    private static String statement(@Nullable String statement) {
        return statement == null || statement.isBlank()
                ? ""
                : statement.lines().map(line -> "> " + line).collect(Collectors.joining("\n", "Statement:\n", "\n"));
    }

    private static String end(DeclarationKind kind, LocalDate earliest) {
        return switch (kind) {
            case ORDINARY -> "On %s, or on the first day after it on which the contract can end.".formatted(earliest);
            case EXTRAORDINARY ->
                "On %s, if the reason holds; if it does not, on the first day on which the contract can end."
                        .formatted(earliest);
            case WITHDRAWAL -> "On %s, if there is a right to withdraw.".formatted(earliest);
        };
    }
}
