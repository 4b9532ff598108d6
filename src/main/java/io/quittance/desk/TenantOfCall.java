package io.quittance.desk;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import io.quittance.call.Call;
import jakarta.enterprise.context.RequestScoped;

/** The first wall: Hibernate adds the tenant of the call to every statement of its own. */
@PersistenceUnitExtension
@RequestScoped
public class TenantOfCall implements TenantResolver {

    /** No tenant's name: nothing is seen. */
    static final String NOBODY = "";

    private final Call call;

    TenantOfCall(Call call) {
        this.call = call;
    }

    @Override
    public String getDefaultTenantId() {
        return NOBODY;
    }

    @Override
    public String resolveTenantId() {
        return call.hasCaller() ? call.caller().tenant() : NOBODY;
    }
}
