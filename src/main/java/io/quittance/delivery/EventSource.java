package io.quittance.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The source of an event as CloudEvents requires it: a reference (RFC 3986). */
public final class EventSource {

    private EventSource() {}

    /** This software, for one tenant, whose name may hold what a reference may not. */
    public static String of(String tenant) {
        return "/quittance/" + URLEncoder.encode(tenant, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
