package io.quittance.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The errors of a request, by the annotations of its record. */
class RequestsTest {

    private final Requests requests = new Requests();

    record Order(@Size(max = 3) String name, @Size(max = 2) List<String> items) {}

    private static List<String> errors(Refusal refusal) {
        return Stream.of(refusal.facts().get("errors"))
                .flatMap(errors -> ((List<?>) errors).stream())
                .map(InputError.class::cast)
                .map(error -> error.pointer() + " " + error.detail())
                .collect(Collectors.toList());
    }

    @Test
    void countsTheCharactersOfATextAndTheEntriesOfAList() {
        var refusal = assertThrows(Refusal.class, () -> requests.valid(new Order("four", Collections.nCopies(3, "a"))));
        assertEquals(
                List.of("/items must have at most 2 entries", "/name must have at most 3 characters"), errors(refusal));
    }

    @Test
    void takesWhatKeepsItsLimits() {
        var order = new Order("one", List.of("a", "b"));
        assertSame(order, requests.valid(order));
    }
}
