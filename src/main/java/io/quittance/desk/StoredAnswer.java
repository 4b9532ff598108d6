package io.quittance.desk;

/** A command's answer as it is kept: the JSON that was told, of a success or of a refusal. */
record StoredAnswer(boolean refused, String json) {}
