package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A statement about the end of a contract, made without a token: it is as it was typed, and nothing of it is verified.
 * Append-only; its history is in {@link DeclarationStep}s.
 */
@Entity
public class Declaration extends TenantRecord {

    @Id
    private String id;

    private long number;

    @Enumerated(EnumType.STRING)
    private DeclarationKind kind;

    private String name;

    private String contact;

    private String contract;

    @Column(name = "wished_on")
    private @Nullable LocalDate wishedOn;

    private @Nullable String statement;

    private @Nullable String source;

    @Column(name = "received_at")
    private Instant receivedAt;

    @Column(name = "received_on")
    private LocalDate receivedOn;

    @Column(name = "time_zone")
    private String timeZone;

    private String receipt;

    Declaration() {}

    /**
     * The typed content.
     *
     * @param contact a mail address
     * @param contract the number of a contract or customer
     * @param wishedOn the day on which it is to end; null where that is as early as possible
     * @param statement the person's own words
     * @param source the place of the form
     */
    public record Content(
            DeclarationKind kind,
            String name,
            String contact,
            String contract,
            @Nullable LocalDate wishedOn,
            @Nullable String statement,
            @Nullable String source) {}

    /** The time of receipt by the tenant's clock. */
    public record ReceiptTime(Instant at, LocalDate on, String timeZone) {}

    /** The number of the next one. Numbers grow but may have gaps. */
    public static long nextNumber() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select nextval('declaration_number') /* no row of a tenant_id */")
                        .getSingleResult())
                .longValue();
    }

    /** The id that goes with a number. */
    public static String idOf(long number) {
        return "D-" + number;
    }

    /**
     * Keeps what was received.
     *
     * @param receipt as it is shown to who declared it
     */
    public static void receive(long number, Content content, ReceiptTime received, String receipt) {
        var declaration = new Declaration();
        declaration.number = number;
        declaration.id = idOf(number);
        declaration.kind = content.kind();
        declaration.name = content.name();
        declaration.contact = content.contact();
        declaration.contract = content.contract();
        declaration.wishedOn = content.wishedOn();
        declaration.statement = content.statement();
        declaration.source = content.source();
        declaration.receivedAt = received.at();
        declaration.receivedOn = received.on();
        declaration.timeZone = received.timeZone();
        declaration.receipt = receipt;
        declaration.persist();
    }

    public String id() {
        return id;
    }

    public long number() {
        return number;
    }

    /** Returns the typed content. */
    public Content content() {
        return new Content(kind, name, contact, contract, wishedOn, statement, source);
    }

    public ReceiptTime received() {
        return new ReceiptTime(receivedAt, receivedOn, timeZone);
    }

    /** As it was shown to who declared it. */
    public String receipt() {
        return receipt;
    }
}
