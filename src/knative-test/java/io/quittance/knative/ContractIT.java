package io.quittance.knative;

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
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/**
 * The contract of callers over HTTP, held against the package for Knative: at the functions' paths, and by events. Parts that the
 * server shares with this package run in the long form only.
 * Between the two modes of events, while it runs and its connections hold prepared statements, a later package brings the schema
 * forward.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ContractIT {

    private static KnativeService service;

    @BeforeAll
    static void start() throws Exception {
        service = KnativeService.start(new Database(), Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
    }

    @Nested
    @Order(1)
    class AtPaths {

        @Nested
        class BadRequests extends BadRequestContract {
            BadRequests() {
                super(service);
            }
        }

        @Nested
        class Callers extends CallerContract {
            Callers() {
                super(service);
            }
        }

        @LongForm
        @Nested
        class Keys extends KeyContract {
            Keys() {
                super(service);
            }
        }

        @LongForm
        @Nested
        class OpenPaths extends OpenPathContract {
            OpenPaths() {
                super(service);
            }
        }
    }

    @Nested
    @Order(3)
    class ByBinaryEvents {

        @BeforeAll
        static void bringTheSchemaForward() {
            service.database().becomeTomorrows();
        }

        @Nested
        class BadRequests extends BadRequestContract {
            BadRequests() {
                super(new EventBinding(service, Events.BINARY));
            }
        }

        @Nested
        class Callers extends CallerContract {
            Callers() {
                super(new EventBinding(service, Events.BINARY));
            }
        }

        @Nested
        class Keys extends KeyContract {
            Keys() {
                super(new EventBinding(service, Events.BINARY));
            }
        }

        @Nested
        class Journeys extends JourneyContract {
            Journeys() {
                super(new EventBinding(service, Events.BINARY));
            }
        }

        @LongForm
        @Nested
        class Descriptions extends DescriptionContract {
            Descriptions() {
                super(new EventBinding(service, Events.BINARY));
            }
        }
    }

    @Nested
    @Order(2)
    class ByStructuredEvents {

        @Nested
        class BadRequests extends BadRequestContract {
            BadRequests() {
                super(new EventBinding(service, Events.STRUCTURED));
            }
        }

        @LongForm
        @Nested
        class Keys extends KeyContract {
            Keys() {
                super(new EventBinding(service, Events.STRUCTURED));
            }
        }

        @Nested
        class Journeys extends JourneyContract {
            Journeys() {
                super(new EventBinding(service, Events.STRUCTURED));
            }
        }
    }
}
