package io.quittance.desk;

import org.jspecify.annotations.Nullable;

/** A request with a reason. The desk checks it after the plan, in previews too, and the audit stores it. */
public interface ReasonedRequest {

    /** Null where the request needs none, such as in a preview. */
    @Nullable
    Reason reason();
}
