package io.quittance.contract;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** What somebody sends without a token, and what a tenant has to publish for it. */
public final class Forms {

    private Forms() {}

    /** A publishable key that is nobody's yet. */
    public static String newKey() {
        return "pk_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** The records that make these the keys of a tenant in Berlin. */
    public static String policy(String... keys) {
        return """
                {"policy":{"termsVersion":"v1","termsText":"Gone.","contactLine":"Ask.","timeZone":"Europe/Berlin",
                 "publishableKeys":[%s]}}""".formatted(Arrays.stream(keys).map(key -> '"' + key + '"').collect(Collectors.joining(",")));
    }

    /** A form that is filled in; more fields of it may be added. */
    public static String body(String key, String kind, String more) {
        return """
                {"publishableKey":"%s","kind":"%s","name":"A. Customer","contact":"somebody@example.org","contract":"KD-4711"%s}""".formatted(key, kind, more.isEmpty() ? "" : "," + more);
    }
}
