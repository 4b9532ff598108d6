package io.quittance.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.quittance.call.Call;
import io.quittance.call.Functions;
import io.quittance.intake.ImportRecords;
import io.quittance.intake.record.ImportRecordsRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A small company to try things on, imported once in dev mode: {@code demo.json}. */
@ApplicationScoped
@IfBuildProfile("dev")
public class DemoCompany {

    static final String TENANT = "demo";
    static final String CUSTOMER = "harbor";

    private final ImportRecords importing;
    private final Functions functions;
    private final Call call;
    private final ObjectMapper json;

    DemoCompany(ImportRecords importing, Functions functions, Call call, ObjectMapper json) {
        this.importing = importing;
        this.functions = functions;
        this.call = call;
        this.json = json;
    }

    /** Under one key, so that a kept database is not filled twice. */
    @ActivateRequestContext
    void bring(@Observes StartupEvent started) throws IOException {
        try (InputStream file = Objects.requireNonNull(DemoCompany.class.getResourceAsStream("/demo.json"))) {
            call.actFor(TENANT, functions.named("import-records").orElseThrow(), "demo-data-3");
            importing.importRecords(json.readValue(file, ImportRecordsRequest.class));
        }
    }
}
