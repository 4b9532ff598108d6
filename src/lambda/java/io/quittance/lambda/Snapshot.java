package io.quittance.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.runtime.Quarkus;
import io.quittance.call.Call;
import io.quittance.call.Functions;
import io.quittance.call.Refusal;
import io.quittance.call.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jboss.logging.Logger;

/**
 * The work before Lambda takes the snapshot that every later start begins from (SnapStart): the application is started,
 * its handler has answered, and each kind of plan was requested once, so that the first caller waits for none of that.
 *
 * <p>Nothing is written: plans are previews, of a tenant that nobody has. No connection goes into the snapshot, since
 * it would be dead in each start; the pool opens one when it is needed. A database that does not answer stops no
 * deployment.
 */
@ApplicationScoped
public class Snapshot implements Resource {

    private static final Logger LOG = Logger.getLogger(Snapshot.class);

    /** Neither a tenant nor the id of anything. */
    private static final String NONE = "-";

    private final Rehearsal rehearsal;
    private final Functions functions;
    private final Call call;
    private final ObjectMapper mapper;
    private final AgroalDataSource connections;

    Snapshot(Rehearsal rehearsal, Functions functions, Call call, ObjectMapper mapper, AgroalDataSource connections) {
        this.rehearsal = rehearsal;
        this.functions = functions;
        this.call = call;
        this.mapper = mapper;
        this.connections = connections;
    }

    /**
     * Before the application starts: the binding starts it with the first event, and Lambda does not ask again by then. Static,
     * and so made only where a snapshot will be taken: other starts have no use for it.
     */
    static void register(@Observes @Initialized(ApplicationScoped.class) Object initialized) {
        if ("snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
            Core.getGlobalContext()
                    .register(Arc.container().instance(Snapshot.class).get());
        }
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        Quarkus.manualStart();
        try {
            rehearsal.answer();
            List<Functions.Function> previews = functions.all().stream()
                    .filter(function -> function.name().startsWith("preview-"))
                    .toList();
            for (Functions.Function preview : previews) {
                plan(preview);
            }
            LOG.infof("%d plans were prepared before the snapshot", previews.size());
        } catch (IOException | RuntimeException failure) {
            LOG.warn(
                    "The first call of each start will be slow: not everything could be done before the snapshot",
                    failure);
        } finally {
            connections.flush(FlushMode.ALL);
        }
    }

    private void plan(Functions.Function preview) throws IOException {
        ManagedContext context = Arc.container().requestContext();
        context.activate();
        try {
            call.actFor(NONE, preview, null);
            preview.call(mapper.treeToValue(request(preview), mapper.constructType(preview.requestType())));
        } catch (Refusal refusal) {
            if (refusal.reason() == RefusalReason.UNAVAILABLE) {
                throw refusal;
            }
            // There is nothing of the kind, as was to be expected.
        } finally {
            context.terminate();
        }
    }

    /** One that asks for what there is not. */
    private ObjectNode request(Functions.Function preview) {
        ObjectNode request = mapper.createObjectNode();
        for (RecordComponent part :
                mapper.constructType(preview.requestType()).getRawClass().getRecordComponents()) {
            if (part.getName().endsWith("Id") && part.getType() == String.class) {
                request.put(part.getName(), NONE);
            }
        }
        return request;
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing was kept that grows old.
    }
}
