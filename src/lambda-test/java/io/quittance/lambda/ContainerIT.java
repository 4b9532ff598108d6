package io.quittance.lambda;

import io.quittance.binding.Database;
import io.quittance.contract.BadRequestContract;
import io.quittance.contract.DescriptionContract;
import io.quittance.contract.JourneyContract;
import io.quittance.contract.LongForm;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What is laid out for a container image does what the zip does: it has lost nothing on its way into three jars. */
class ContainerIT {

    private static Database database;
    private static ApiBinding api;

    @BeforeAll
    static void start() throws Exception {
        Lambda.unpack();
        database = new Database();
        Lambda.migrate(Lambda.container(), database);
        api = new ApiBinding(
                Lambda.start(Lambda.container(), Lambda.HTTP, Map.copyOf(database.environment())), database);
    }

    @AfterAll
    static void stop() throws Exception {
        if (api != null) {
            api.lambda().close();
        }
        if (database != null) {
            database.close();
        }
    }

    @LongForm
    @Nested
    class BadRequests extends BadRequestContract {
        BadRequests() {
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
