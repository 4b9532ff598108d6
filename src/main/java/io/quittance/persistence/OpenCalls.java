package io.quittance.persistence;

import java.time.Instant;

/** How often a tenant was called without a token: one row a scope, that of the last minute in which anybody called. */
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
