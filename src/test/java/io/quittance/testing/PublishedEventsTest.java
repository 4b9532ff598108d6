package io.quittance.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The check of the events that functions name. */
class PublishedEventsTest {

    private static final Map<String, Set<String>> NAMED = PublishedEvents.named("""
            /**
             * Ends a thing.
             *
             * <p>Publishes thing.ended, and refund.pending
             * or refund.approval-requested.
             *
             * <p>Roles: see notes.txt
             */
            public class EndThing {
                @Funq("end-thing")
                public void end() {}
            }
            """);

    @Test
    void readsTheEventsOfAFunction() {
        assertEquals(Map.of("end-thing", Set.of("thing.ended", "refund.pending", "refund.approval-requested")), NAMED);
    }

    @Test
    void takesNamedEventsAndNoOthers() {
        PublishedEvents.mustBeNamed(Map.of("end-thing", Set.of("refund.pending")), NAMED);
        assertThrows(
                AssertionError.class,
                () -> PublishedEvents.mustBeNamed(Map.of("end-thing", Set.of("refund.failed")), NAMED));
        assertThrows(
                AssertionError.class,
                () -> PublishedEvents.mustBeNamed(Map.of("other", Set.of("refund.pending")), NAMED));
    }

    @Test
    void knowsEveryCommandOfTheCode() {
        assertEquals(
                Set.of(
                        "subscription.termination-undone",
                        "service.removal-undone",
                        "billing-item.cancellation-undone",
                        "cancellation-request.completed",
                        "receipt.issued"),
                PublishedEvents.named().get("undo-cancellation"));
    }
}
