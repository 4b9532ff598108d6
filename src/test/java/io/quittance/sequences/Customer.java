package io.quittance.sequences;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** An account, as it should stand. Amounts are minor units of its currency. */
final class Customer {

    final String id;
    final String currency;
    final int decimals;
    final ZoneId zone;

    /** Whether the customer may close it. */
    boolean selfService;

    /** Whether what it owes is kept as usual. */
    boolean receivableActive = true;

    int licenses;
    boolean closed;

    /** What may be spent. */
    long credits;

    Customer(String id, String currency, int decimals, ZoneId zone) {
        this.id = id;
        this.currency = currency;
        this.decimals = decimals;
        this.zone = zone;
    }

    LocalDate dayOf(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }

    Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    ObjectNode money(long minor) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("amount", BigDecimal.valueOf(minor, decimals).toPlainString())
                .put("currency", currency);
    }
}
