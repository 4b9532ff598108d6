package io.quittance.knative;

import io.quittance.binding.Database;
import io.quittance.binding.RunningPackage;
import io.quittance.contract.HttpAnswer;
import io.quittance.contract.HttpBinding;
import io.quittance.contract.HttpCall;
import io.quittance.contract.HttpWire;
import io.quittance.contract.SignedTokens;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The jar as a service that Knative runs; its functions are called at their own paths. */
record KnativeService(RunningPackage running, Database database) implements HttpBinding, AutoCloseable {

    /** Starts it, with the schema, and waits until its readiness probe says so. */
    static KnativeService start(Database database, Map<String, String> more) throws IOException {
        int port = RunningPackage.freePort();
        var environment = new HashMap<>(database.startersEnvironment());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("MP_JWT_VERIFY_PUBLICKEY", SignedTokens.publicKey());
        environment.putAll(more);
        return new KnativeService(
                RunningPackage.start(
                        port,
                        environment,
                        "/q/health/ready",
                        List.of("-XX:TieredStopAtLevel=1", "-jar", System.getProperty("quittance.knative"))),
                database);
    }

    @Override
    public HttpAnswer send(HttpCall call) {
        return HttpWire.send(call, running.address(), SignedTokens::of);
    }

    @Override
    public void write(String sql, Object... parameters) {
        database.write(sql, parameters);
    }

    @Override
    public void close() throws IOException {
        running.close();
        database.close();
    }
}
