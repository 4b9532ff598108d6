package io.quittance.contract;

/**
 * A binding that answers HTTP, with a database of its own behind it: what the contracts are held against.
 *
 * <p>What it makes of a call is the binding's own: where the server takes a signed token, the package for Lambda gets
 * one with the claims that an authorizer has read from it.
 */
public interface HttpBinding {

    HttpAnswer send(HttpCall call);

    /** Writes into the books what no function writes. */
    void write(String sql, Object... parameters);
}
