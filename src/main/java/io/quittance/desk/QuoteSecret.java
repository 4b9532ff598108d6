package io.quittance.desk;

/** The place of the secret that signs quotes. */
public interface QuoteSecret {

    /** At least 32 characters. */
    String text();
}
