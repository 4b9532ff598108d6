package io.quittance.sequences;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What must hold of the amounts of any plan. */
final class AddsUp {

    private AddsUp() {}

    /** Of every line, what is kept and what is credited, now and before, is what was invoiced. */
    static void check(JsonNode plan) {
        plan.path("terminations").path("subscriptions").forEach(AddsUp::check);
        for (JsonNode line : plan.path("lines")) {
            if (line.has("kept")) {
                equal(line, "invoiced", "kept", "creditedBefore", "credit");
                equal(line, "credit", "refund", "offset");
            } else {
                equal(line, "amount", "net", "tax");
            }
        }
    }

    private static void equal(JsonNode line, String whole, String... parts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String part : parts) {
            sum = sum.add(amount(line, part));
        }
        if (sum.compareTo(amount(line, whole)) != 0) {
            throw new AssertionError(String.join(" + ", parts) + " is not " + whole + " of " + line);
        }
    }

    private static BigDecimal amount(JsonNode line, String field) {
        return new BigDecimal(line.path(field).path("amount").asText());
    }
}
