package io.quittance.declaration;

import io.quittance.call.PublicForm;
import io.quittance.persistence.Declaration.Content;
import io.quittance.persistence.DeclarationKind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Declares the end of a contract, as § 312k BGB wants a form to ask for it. Nothing is checked against what is known.
 *
 * @param publishableKey whose form it is
 * @param name the name of the person who declares
 * @param contact a mail address to which the receipt can be sent
 * @param contract the contract as it is typed: its number, or the number of a customer
 * @param wishedOn the day on which it is to end; as early as possible where it is left out
 * @param statement the person's own words; the reason of an extraordinary cancellation
 * @param source the place of the form, such as the address of its page
 */
public record DeclareCancellationRequest(
        @NotBlank @Size(max = 64) String publishableKey,

        @NotNull DeclarationKind kind,

        @NotBlank @Size(max = 200) @Pattern(regexp = LINE, message = ONE_LINE)
        String name,

        @NotNull
        @Size(max = 320)
        @Pattern(regexp = "[^\\s@\\x00-\\x1f\\x7f]+@[^\\s@\\x00-\\x1f\\x7f]+", message = "must be a mail address")
        String contact,

        @NotBlank @Size(max = 200) @Pattern(regexp = LINE, message = ONE_LINE)
        String contract,

        @Nullable LocalDate wishedOn,

        @Nullable @Size(max = 4000) String statement,

        @Nullable @Size(max = 500) @Pattern(regexp = LINE, message = ONE_LINE)
        String source)
        implements PublicForm {

    /** A line break would allow the text to imitate lines of the receipt. */
    private static final String LINE = "[^\\x00-\\x1f\\x7f]*";

    private static final String ONE_LINE = "must be one line";

    Content content() {
        return new Content(kind, name, contact, contract, wishedOn, statement, source);
    }
}
