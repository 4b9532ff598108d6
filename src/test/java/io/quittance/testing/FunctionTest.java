package io.quittance.testing;

import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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

    @AfterEach
    void mustHaveNamedItsEvents() {
        PublishedEvents.mustBeNamed(books, api.tenant());
    }

    /** The data of the events of one type, as JSON. */
    protected List<JsonPath> eventData(String type) {
        return books
                .texts("select data from outbox where tenant_id = ? and type = ? order by id", api.tenant(), type)
                .stream()
                .map(JsonPath::from)
                .toList();
    }
}
