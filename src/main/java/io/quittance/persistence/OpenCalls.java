package io.quittance.persistence;

import java.time.Instant;

/** The number of calls without a token to a tenant: one row per scope, for the last minute with a call. */
public final class OpenCalls {

    private OpenCalls() {}

    /** Counts one more; answers how many there were in the minute. */
    public static int count(String tenant, String scope, Instant minute) {
        return ((Number) TenantRecord.getEntityManager()
                        .createNativeQuery("insert into open_call as c (tenant_id, scope, minute, calls)"
                                + " values (:tenant, :scope, :minute, 1) on conflict (tenant_id, scope) do update"
                                + " set calls = case when c.minute = excluded.minute then c.calls + 1 else 1 end,"
                                + " minute = excluded.minute returning calls")
                        .setParameter("tenant", tenant)
                        .setParameter("scope", scope)
                        .setParameter("minute", minute)
                        .getSingleResult())
                .intValue();
    }
}
