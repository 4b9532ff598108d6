package io.quittance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.List;

/** The OpenAPI document as a client reads it: finds schemas in it, and holds JSON against them. */
public record ApiDocument(JsonNode root) {

    private static final JsonSchemaFactory VALIDATORS = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            factory -> factory.metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                    .keyword(new NonValidationKeyword("components"))
                    .build()));

    public JsonNode call(String function) {
        return root.path("paths").path("/" + function).path("post");
    }

    public JsonNode request(String function) {
        return call(function).at("/requestBody/content/application~1json/schema");
    }

    public JsonNode answer(String function, int status) {
        JsonNode answer = resolve(call(function).path("responses").path(String.valueOf(status)))
                .path("content");
        return answer.path(status == 200 ? "application/json" : "application/problem+json")
                .path("schema");
    }

    public JsonNode schema(String name) {
        return root.path("components").path("schemas").path(name);
    }

    /** What a reference stands for. */
    public JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** What is wrong with some JSON; fields that are not described are wrong too. */
    public List<String> errors(JsonNode schema, JsonNode json) {
        ObjectNode closed = schema.deepCopy();
        closed.set("components", root.path("components").deepCopy());
        closed.at("/components/schemas").forEach(ApiDocument::close);
        return VALIDATORS
                .getSchema(
                        closed,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                .validate(json)
                .stream()
                .map(String::valueOf)
                .toList();
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }

    public static ApiDocument read(ObjectMapper mapper, String json) throws Exception {
        return new ApiDocument(mapper.readTree(json));
    }
}
