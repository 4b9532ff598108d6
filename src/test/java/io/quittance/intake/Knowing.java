package io.quittance.intake;

import java.util.HashMap;

/** What Quittance knows before an import, put together without any books. */
final class Knowing {

    private Knowing() {}

    /** Nothing yet; the maps can be filled. */
    static KnownRecords nothing() {
        return new KnownRecords(
                null,
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new KnownContracts(new HashMap<>(), new HashMap<>()),
                new KnownCredits(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>()));
    }
}
