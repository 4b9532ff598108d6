package io.quittance.desk;

/** Where the secret that signs quotes is kept. */
public interface QuoteSecret {

    /** At least 32 characters. */
    String text();
}
