package io.quittance.desk;

/** A command's stored answer: the JSON of a success or of a refusal. */
record StoredAnswer(boolean refused, String json) {}
