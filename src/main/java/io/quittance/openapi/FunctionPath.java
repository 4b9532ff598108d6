package io.quittance.openapi;

import io.quittance.call.Functions;
import io.quittance.call.Gate;
import io.quittance.call.Role;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** The description of one function over HTTP: its roles, its request and its answers. */
final class FunctionPath {

    /** The name of a shared problem answer begins so and ends with its HTTP status. */
    static final String PROBLEM = "Problem";

    private FunctionPath() {}

    static PathItem of(Functions.Function function, Schemas schemas, Set<String> problemStatuses) {
        Operation call = OASFactory.createOperation()
                .operationId(function.name())
                .addTag(noun(function))
                .description(description(function))
                .responses(answers(function, schemas, problemStatuses));
        if (function.isOpen()) {
            // The request has no body.
            call.addSecurityRequirement(OASFactory.createSecurityRequirement());
        }
        if (function.isCommand()) {
            call.addParameter(key());
        }
        call.addParameter(correlation());
        request(function).map(shape -> body(function, shape, schemas)).ifPresent(call::setRequestBody);
        return OASFactory.createPathItem().POST(call);
    }

    /** The type of the request, if the function has one. */
    static Optional<Shape> request(Functions.Function function) {
        return Optional.ofNullable(function.requestType())
                .map(type -> Shape.of(function.method().getAnnotatedParameterTypes()[0]));
    }

    /** The package of the function. */
    static String noun(Functions.Function function) {
        String name = function.method().getDeclaringClass().getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String description(Functions.Function function) {
        String roles = function.roles().stream().map(Role::group).collect(Collectors.joining(", "));
        return function.isCommand()
                ? "A command, carried out once for its idempotency key. Roles: " + roles + "."
                : "Roles: " + roles + ".";
    }

    private static RequestBody body(Functions.Function function, Shape shape, Schemas schemas) {
        return OASFactory.createRequestBody()
                .required(!shape.isNullable())
                .content(json(function.isCommand() ? schemas.command(shape) : schemas.request(shape)));
    }

    private static APIResponses answers(Functions.Function function, Schemas schemas, Set<String> problemStatuses) {
        Shape answer = Shape.of(function.method().getAnnotatedReturnType());
        APIResponse success =
                OASFactory.createAPIResponse().description("The answer.").content(json(schemas.answer(answer)));
        if (function.isCommand()) {
            success.addHeader(Gate.REPLAYED, replayed());
        }
        APIResponses answers = OASFactory.createAPIResponses().addAPIResponse("200", success);
        problemStatuses.forEach(status ->
                answers.addAPIResponse(status, OASFactory.createAPIResponse().ref(PROBLEM + status)));
        return answers;
    }

    private static Content json(Schema schema) {
        return OASFactory.createContent()
                .addMediaType("application/json", OASFactory.createMediaType().schema(schema));
    }

    private static Parameter key() {
        return header(Gate.KEY, Gate.LONGEST_KEY)
                .required(true)
                .description("A value of the caller's own, and the same one when the call is repeated.");
    }

    private static Parameter correlation() {
        return header(Gate.CORRELATION, Gate.LONGEST_CORRELATION)
                .description("Ties the call to others of the caller's; the audit keeps it.");
    }

    private static Parameter header(String name, int longest) {
        return OASFactory.createParameter()
                .in(Parameter.In.HEADER)
                .name(name)
                .schema(OASFactory.createSchema()
                        .addType(SchemaType.STRING)
                        .minLength(1)
                        .maxLength(longest));
    }

    /** The header of an answer that was given before. */
    static Header replayed() {
        return OASFactory.createHeader()
                .description("Present where the answer was given before, to the same request under the same key.")
                .schema(OASFactory.createSchema().addType(SchemaType.STRING).addEnumeration("true"));
    }
}
