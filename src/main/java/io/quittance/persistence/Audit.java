package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The author, time, origin and key of a command, and what it changed. Append-only. */
@Entity
public class Audit extends TenantRecord {

    @Id
    public UUID id = UUID.randomUUID();

    public Instant at;

    public String actor;

    public String role;

    public String function;

    /** The origin of the command: the binding, and the address over HTTP. */
    public String source;

    public @Nullable String key;

    @Column(name = "correlation_id")
    public @Nullable String correlationId;

    /** CARRIED_OUT, or the refusal's reason. */
    public String outcome;

    /** The reason that was given, as JSON. */
    public @Nullable String reason;

    /** JSON: every record that changed, with before and after. */
    public String effects;
}
