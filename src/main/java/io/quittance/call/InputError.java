package io.quittance.call;

/**
 * One bad value of a request.
 *
 * @param pointer the place of the error in the request (RFC 6901)
 * @param detail the error, as the end of a sentence about the place
 */
public record InputError(String pointer, String detail) {}
