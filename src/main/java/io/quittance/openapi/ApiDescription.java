package io.quittance.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import io.quittance.call.Functions;
import io.quittance.call.Problem;
import io.quittance.call.RefusalReason;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.info.Info;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.eclipse.microprofile.openapi.models.tags.Tag;

/**
 * The OpenAPI document, made of the functions' own classes.
 *
 * <p>No scanner knows functions, and a document written by hand would drift from them. It is made on request, so that
 * no start of the application waits for it.
 */
@Singleton
@OpenApiFilter(stages = RunStage.RUNTIME_PER_REQUEST)
public class ApiDescription implements OASFilter {

    private static final String TOKEN = "token";

    private static final String TEXT = """
            Ends things in subscription billing, and settles the money exactly.

            **Functions.** Every function is called by POST, with one JSON object if it has a request. Fields that are \
            not described here are refused; fields without a value are omitted from answers. Days are the account's own, in \
            its time zone; days and moments are of the years 1900 to 9999.

            **Tokens.** A bearer token (JWT) names the caller: `sub`, `tenant`, `groups` with one role, and the `account` of \
            a customer. Each function lists the roles that may call it.

            **Keys.** A command needs a header `Idempotency-Key`. If it is repeated with the same key and request, it is not \
            carried out again and returns its first answer, with the header `Idempotency-Replayed: true`. Answers \
            are stored for 30 days; a key cannot be used again.

            **Previews and quotes.** A preview takes the request of its command, changes nothing and shows the plan. Its \
            `quote`, sent with the command, makes sure that exactly this plan is carried out, or nothing.

            **Pages.** A list returns `items` and, if there are more, a `nextCursor`: send it as `cursor` to get the next page.

            **Problems.** Every refusal is returned as `application/problem+json` (RFC 9457) with a stable `reason`. The \
            schema `RefusalReason` lists all reasons and the next step for each.
            """;

    private static final String PROBLEM_TEXT = """
            A refusal. Further members depend on the reason: `errors`, for example, lists each invalid value with its \
            JSON `pointer` and a `detail`.""";

    private final Functions functions;
    private final String version;

    ApiDescription(Functions functions, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.functions = functions;
        this.version = version;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var schemas = new Schemas(functions.all().stream()
                .flatMap(function -> FunctionPath.request(function).stream())
                .toList());
        Schema problem = schemas.answer(Shape.of(Problem.class));
        schemas.explain(Problem.class, PROBLEM_TEXT);
        schemas.explain(RefusalReason.class, ProblemAnswers.table());
        Map<String, APIResponse> problems = ProblemAnswers.byStatus(problem);
        document.info(info())
                .tags(tags())
                .security(List.of(OASFactory.createSecurityRequirement().addScheme(TOKEN)))
                .paths(paths(schemas, problems.keySet()))
                .components(components(schemas, problems));
    }

    private Paths paths(Schemas schemas, Set<String> problemStatuses) {
        Paths paths = OASFactory.createPaths();
        functions
                .all()
                .forEach(function ->
                        paths.addPathItem("/" + function.name(), FunctionPath.of(function, schemas, problemStatuses)));
        return paths;
    }

    private List<Tag> tags() {
        return functions.all().stream()
                .map(FunctionPath::noun)
                .distinct()
                .sorted()
                .map(noun -> OASFactory.createTag().name(noun))
                .toList();
    }

    private Info info() {
        return OASFactory.createInfo()
                .title("Quittance")
                .version(version)
                .description(TEXT)
                .license(OASFactory.createLicense().name("Apache-2.0").identifier("Apache-2.0"));
    }

    private static Components components(Schemas schemas, Map<String, APIResponse> problems) {
        Components components = OASFactory.createComponents()
                .schemas(schemas.described())
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"));
        problems.forEach((status, answer) -> components.addResponse(FunctionPath.PROBLEM + status, answer));
        return components;
    }
}
