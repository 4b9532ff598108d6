package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event that has happened and waits to be told. It commits with its effect; delivery is another function's job. */
@Entity
public class Outbox extends TenantRecord {

    /** The event's id, the same at every delivery. */
    @Id
    public UUID id = UUID.randomUUID();

    public String type;

    public String subject;

    @Column(name = "occurred_at")
    public Instant occurredAt;

    /** JSON. */
    public String data;

    @Column(name = "published_at")
    public @Nullable Instant publishedAt;
}
