package io.quittance.desk;

/** The validation group of what a command must have and its preview need not. */
public interface Execution {}
