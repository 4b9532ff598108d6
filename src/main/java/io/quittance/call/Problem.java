package io.quittance.call;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.Map;
import java.util.TreeMap;

/**
 * The problem document that a caller gets when a request cannot be carried out (RFC 9457).
 *
 * @param type the address of the page about this kind of problem
 * @param detail one fact, and what to do next
 * @param reason the stable code
 * @param facts extensions: {@code errors} with JSON pointers for bad input, ids, days, what changed
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        RefusalReason reason,
        @JsonAnyGetter @JsonAnySetter Map<String, Object> facts) {

    /** In a fixed order, so that an answer that is given again is the same to the letter. */
    public Problem {
        facts = new TreeMap<>(facts);
    }

    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(Refusal refusal, String detail) {
        RefusalReason reason = refusal.reason();
        return new Problem(
                ProblemPages.PATH + reason.page(), reason.title(), reason.status(), detail, reason, refusal.facts());
    }
}
