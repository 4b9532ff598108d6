package io.quittance.lambda;

import io.quittance.binding.Database;
import io.quittance.contract.BadRequestContract;
import io.quittance.contract.CallerContract;
import io.quittance.contract.DescriptionContract;
import io.quittance.contract.JourneyContract;
import io.quittance.contract.KeyContract;
import io.quittance.contract.LongForm;
import io.quittance.contract.OpenPathContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/**
 * All that callers over HTTP can rely on, held against the package under AWS's runtime client, on a schema that a later
 * package has made: so it is from the migration until the functions get that package, and when they are given this one back.
 * The description is generated from classes that all bindings share; that answers match it is checked here in the long form only.
 */
class HttpContractIT {

    private static ApiBinding api;

    @BeforeAll
    static void start() throws Exception {
        Lambda.unpack();
        var database = new Database();
        database.becomeTomorrows();
        // All functions in one process: which of them a Lambda serves is the template's business.
        api = new ApiBinding(Lambda.start(Lambda.HTTP, Map.copyOf(database.environment())), database);
    }

    @AfterAll
    static void stop() throws Exception {
        if (api != null) {
            api.lambda().close();
            api.database().close();
        }
    }

    @Nested
    class BadRequests extends BadRequestContract {
        BadRequests() {
            super(api);
        }
    }

    @Nested
    class Callers extends CallerContract {
        Callers() {
            super(api);
        }
    }

    @Nested
    class Keys extends KeyContract {
        Keys() {
            super(api);
        }
    }

    @Nested
    class OpenPaths extends OpenPathContract {
        OpenPaths() {
            super(api);
        }
    }

    @Nested
    class Journeys extends JourneyContract {
        Journeys() {
            super(api);
        }
    }

    @LongForm
    @Nested
    class Descriptions extends DescriptionContract {
        Descriptions() {
            super(api);
        }
    }
}
