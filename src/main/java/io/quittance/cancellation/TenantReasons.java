package io.quittance.cancellation;

import io.quittance.call.Role;
import io.quittance.desk.Reason;
import io.quittance.desk.ReasonCheck;
import io.quittance.persistence.CancellationReason;
import jakarta.enterprise.context.ApplicationScoped;

/** The catalogue of the tenant of the call, as the desk checks reasons against it. */
@ApplicationScoped
class TenantReasons implements ReasonCheck {

    @Override
    public Reason check(Reason given, Role role) {
        return ReasonCatalogue.of(CancellationReason.listAll(), role).check(given);
    }
}
