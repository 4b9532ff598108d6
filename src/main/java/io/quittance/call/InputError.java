package io.quittance.call;

/**
 * One bad value of a request.
 *
 * @param pointer where it stands (RFC 6901)
 * @param detail what is wrong with it
 */
public record InputError(String pointer, String detail) {}
