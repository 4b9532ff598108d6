package io.quittance.delivery;

import static io.quittance.call.Role.BILLING_ADMIN;
import static io.quittance.call.Role.SYSTEM;

import io.quarkus.funqy.Funq;
import io.quittance.call.Roles;
import io.quittance.desk.AccountLocks;
import io.quittance.desk.CallContext;
import io.quittance.desk.Desk;
import io.quittance.desk.Page;
import io.quittance.persistence.Outbox;
import io.quittance.persistence.Where;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lists published, waiting and parked events, the oldest first, with the reason why an event is parked.
 *
 * <p>Roles: billing admin, system.
 */
public class ListEvents {

    private final Desk desk;

    ListEvents(Desk desk) {
        this.desk = desk;
    }

    @Funq("list-events")
    @Roles({BILLING_ADMIN, SYSTEM})
    public Page<Row> list(ListEventsRequest request) {
        return desk.read(request, ListEvents::read);
    }

    private static Page<Row> read(ListEventsRequest request, AccountLocks locks, CallContext asked) {
        Place after = Place.of(request.cursor());
        List<Outbox> events = Where.of(
                        "it.occurredAt > :at or (it.occurredAt = :at and it.id > :id)", after.at(), after.id())
                .and("it.type = :type", request.type())
                .and("it.subject = :subject", request.subject())
                .and(in(request.state()))
                .list(Outbox.class, "it.occurredAt, it.id", Page.rowsFor(request.limit()));
        return Page.of(events, request.limit(), event -> event.occurredAt + " " + event.id)
                .map(Row::of);
    }

    private static String in(Outbox.@Nullable Delivery state) {
        if (state == null) {
            return "true";
        }
        return switch (state) {
            case PUBLISHED -> "it.publishedAt is not null";
            case PARKED -> "it.parkedAt is not null";
            case WAITING -> "it.publishedAt is null and it.parkedAt is null";
        };
    }

    /** The position after a page. */
    private record Place(Instant at, UUID id) {

        static Place of(@Nullable String cursor) {
            String[] parts = Page.placeAfter(cursor, "1970-01-01T00:00:00Z " + new UUID(0, 0))
                    .split(" ", 2);
            // Ours begin with a year of four digits; with a sign in front it may be one that the database cannot look
            // for.
            if (parts[0].startsWith("+") || parts[0].startsWith("-")) {
                throw Page.notOurs();
            }
            try {
                return new Place(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
            } catch (DateTimeException | IllegalArgumentException e) {
                throw Page.notOurs();
            }
        }
    }

    /**
     * Which events.
     *
     * @param type such as {@code billing-item.canceled}
     * @param subject the id of what it happened to
     */
    public record ListEventsRequest(
            Outbox.@Nullable Delivery state,
            @Nullable @Size(min = 1, max = 64) String type,
            @Nullable @Size(min = 1, max = 255) String subject,
            @Nullable @Min(1) @Max(Page.MOST) Integer limit,
            @Nullable @Size(max = 512) String cursor) {}

    /**
     * An event.
     *
     * @param tries the number of times it was sent and not accepted
     * @param nextTryAt the moment of the next try, if it waits for one
     * @param reason why it was not taken the last time
     */
    public record Row(
            String eventId,
            String type,
            String subject,
            Instant occurredAt,
            Outbox.Delivery state,
            int tries,
            @Nullable Instant nextTryAt,
            @Nullable String reason) {

        static Row of(Outbox event) {
            return new Row(
                    event.id.toString(),
                    event.type,
                    event.subject,
                    event.occurredAt,
                    event.delivery(),
                    event.tries(),
                    event.delivery() == Outbox.Delivery.WAITING ? event.nextTryAt() : null,
                    event.lastError());
        }
    }
}
