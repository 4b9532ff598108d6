package io.quittance.http;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.contract.BadRequestContract;
import io.quittance.contract.CallerContract;
import io.quittance.contract.DescriptionContract;
import io.quittance.contract.HttpBinding;
import io.quittance.contract.JourneyContract;
import io.quittance.contract.KeyContract;
import io.quittance.contract.OpenPathContract;
import io.quittance.testing.MovingClock;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** All that callers over HTTP can rely on, held against the running server. */
@QuarkusTest
class HttpContractTest {

    private static final HttpBinding SERVER = new ServerBinding();

    @Inject
    MovingClock clock;

    @BeforeEach
    void begin() {
        clock.reset();
    }

    @Nested
    class BadRequests extends BadRequestContract {
        BadRequests() {
            super(SERVER);
        }
    }

    @Nested
    class Callers extends CallerContract {
        Callers() {
            super(SERVER);
        }
    }

    @Nested
    class Keys extends KeyContract {
        Keys() {
            super(SERVER);
        }
    }

    @Nested
    class OpenPaths extends OpenPathContract {
        OpenPaths() {
            super(SERVER);
        }
    }

    @Nested
    class Journeys extends JourneyContract {
        Journeys() {
            super(SERVER);
        }
    }

    @Nested
    class Descriptions extends DescriptionContract {
        Descriptions() {
            super(SERVER);
        }
    }
}
