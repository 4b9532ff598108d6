package io.quittance.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Objects;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A customer of the tenant. Its time zone says when a day begins, its currency what every amount of it is counted in. */
@Entity
public class Account extends TenantRecord {

    @Id
    public String id;

    public String name;

    /** ISO 4217. */
    public String currency;

    /** A zone of the IANA time zone database. */
    @Column(name = "time_zone")
    public String timeZone;

    public int licenses;

    @Column(name = "contact_name")
    public @Nullable String contactName;

    @Column(name = "contact_email")
    public @Nullable String contactEmail;

    /** Whether the customer may close the account, if the policy allows that too. */
    @Column(name = "self_service_cancellation")
    public boolean selfServiceCancellation;

    /** Whether the receivable is active; if not, none of the account's services can be removed. */
    @Column(name = "receivable_active")
    public boolean receivableActive = true;

    /** Whether usage is billed afterwards. */
    public boolean postpaid;

    @Enumerated(EnumType.STRING)
    private AccountStatus status = AccountStatus.ACTIVE;

    @Version
    int version;

    /**
     * The changes of a closure to the organisation and its contact; null values change nothing.
     *
     * @param name of the organisation
     */
    public record Contact(
            @Nullable String name,
            @Nullable String contactName,
            @Nullable String contactEmail) {}

    public AccountStatus status() {
        return status;
    }

    public boolean isClosed() {
        return status == AccountStatus.CLOSED;
    }

    /** Closes it: no licence is left, and no new records can be created for it. */
    public void close(Contact contact) {
        if (isClosed()) {
            throw new IllegalStateException("Account " + id + " is closed");
        }
        status = AccountStatus.CLOSED;
        licenses = 0;
        name = Objects.requireNonNullElse(contact.name(), name);
        contactName = contact.contactName() == null ? contactName : contact.contactName();
        contactEmail = contact.contactEmail() == null ? contactEmail : contact.contactEmail();
    }

    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    /** The calendar day of the account at a moment. */
    public LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, zone());
    }

    /** The moment at which a day of the account begins. */
    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone()).toInstant();
    }

    /** An amount of the account's currency. */
    public Money money(long minorUnits) {
        return Money.ofMinor(CurrencyUnit.of(currency), minorUnits);
    }

    /**
     * Locks accounts until the transaction ends, in the order of their ids. {@code NO KEY UPDATE}, so that rows that only refer
     * to the account can still be written.
     */
    public static void lockAll(Collection<String> ids) {
        lock("account", ids, "no key update");
    }

    /** Locks one account; returns false at once if another process holds it, or if it is unknown. */
    public static boolean lockIfFree(String id) {
        return !ids("account", "id", "id = :id for no key update skip locked")
                .setParameter("id", id)
                .getResultList()
                .isEmpty();
    }
}
