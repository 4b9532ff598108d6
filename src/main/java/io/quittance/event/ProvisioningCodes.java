package io.quittance.event;

/**
 * The codes by which an order or provisioning system knows a change.
 *
 * @param behaviour the code of the action
 * @param classification the code of the kind of order
 */
public record ProvisioningCodes(String behaviour, String classification) {

    /** Removal of a service. */
    public static final ProvisioningCodes REMOVE_SERVICE = new ProvisioningCodes("REMOVESERVICE", "CANCELSERVICE");
}
