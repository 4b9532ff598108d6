package io.quittance.testing;

import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** Base of tests that call functions: a clock that they move, the database, and a new tenant for each test. */
public abstract class FunctionTest {

    @Inject
    public MovingClock clock;

    @Inject
    public Books books;

    public Api api;

    @BeforeEach
    void beginAsNewTenant() {
        clock.reset();
        api = Api.newTenant();
    }
}
